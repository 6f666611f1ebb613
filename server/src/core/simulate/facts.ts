// The settings that decide a sign-in, as far as the files tell: what a diagnosis lists beside its causes.
import { switchOf } from '../exchange/ssl-records.js';
import type { Truth } from '../iis/truth.js';
import { and, isOn } from '../iis/truth.js';
import { isInstalled, pipelineOf } from '../sign-in/mapping-module.js';
import type { Note } from '../text/range.js';
import { switchPlaces } from './places.js';
import { placeOf } from './step.js';
import type { Target } from './target.js';
import type { World } from './world.js';

export interface DiagnosedFact {
  readonly what: string;
  readonly value: Truth;
  readonly because: readonly Note[];
}

export function factsOf({ configuration }: World, { signIn, records }: Target): DiagnosedFact[] {
  const { holdsIt, removal } = pipelineOf(signIn);
  const flags = placeOf(signIn.sslFlags, `sslFlags: "${signIn.sslFlags.raw ?? ''}"`);
  const record = (what: string, name: Parameters<typeof switchOf>[1], label: string): DiagnosedFact => ({
    what,
    value: switchOf(records, name),
    because: switchPlaces(records, name, label),
  });
  return [
    { what: 'certificateRequested', value: signIn.asksForCertificate, because: flags },
    { what: 'certificateRequired', value: signIn.requiresCertificate, because: flags },
    {
      what: 'mapping',
      value: isOn(signIn.mapping),
      because: placeOf(signIn.mapping, 'Client certificate mapping for the path'),
    },
    {
      what: 'mappingModule',
      value: and(isInstalled(configuration), holdsIt),
      because: removal ? [{ uri: removal.uri, range: removal.range, message: `The module ${removal.what}.` }] : [],
    },
    record('dsMapper', 'dsMapper', 'DS Mapper Usage'),
    record('revocationCheck', 'verifyRevocation', 'Verify Client Certificate Revocation'),
    record('negotiatedInHandshake', 'negotiateClientCertificate', 'Negotiate Client Certificate'),
  ];
}
