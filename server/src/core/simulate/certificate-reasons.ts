// What the verdict of the certificate says against it and no stage works out by itself.
import { fillTemplate } from '../certificate/meaning/readiness.js';
import type { ReadinessItem } from '../certificate/meaning/readiness.js';
import type { Note } from '../text/range.js';
import type { Certainty, ClientCertificate, Fork, SimulatedRequest } from './model.js';
import { deviation, fork, normal } from './step.js';
import type { World } from './world.js';

/** Reasons by which the server may reject the certificate, by the stage that tells them. */
const reasonsOf = {
  none: ['cannot-sign'],
  trust: ['chain-invalid', 'weak-signature', 'weak-key', 'unknown-critical-extension', 'authority-as-client'],
  usage: ['client-authentication-missing'],
  token: ['several-upns', 'upn-malformed', 'sids-contradict'],
} as const;

/** What says most against a certificate at a stage, unless servers seldom reject it for that. */
export function strongestReason({ reasons }: ClientCertificate, stage: keyof typeof reasonsOf): ReadinessItem | null {
  const rules: readonly string[] = reasonsOf[stage];
  const isReason = ({ rule, state, weight }: ReadinessItem): boolean =>
    rule !== null && rules.includes(rule) && (state === 'bad' || state === 'doubtful') && weight !== 'remote';
  return reasons.find(isReason) ?? null;
}

/** The sentence that counts, and that it is so. */
export interface AgainstCertificate {
  readonly message: string;
  readonly because: readonly Note[];
  readonly certainty: Certainty;
  readonly rules: readonly string[];
}

/**
 * The strongest reason of a stage; a fork where it is a doubt, unless a branch assumes one side; null for
 * none. A status that was seen is explained without them: the causes of `explain` do not name them.
 */
export function reasonAgainst(
  { certificate: client, anyCertificate }: SimulatedRequest,
  world: World,
  stage: keyof typeof reasonsOf,
): AgainstCertificate | Fork | null {
  if (!client || anyCertificate === true) return null;
  const reason = strongestReason(client, stage);
  const fact = `${stage}Reason`;
  if (!reason || world.assumed(fact) === 'yes') return null;
  const message = fillTemplate(reason.template, reason.data);
  const because = [{ uri: client.uri, range: { start: 0, end: 0 }, message }];
  if (reason.state === 'doubtful' && world.assumed(fact) === undefined) {
    const options = [normal('the certificate is accepted'), deviation('the certificate is rejected')];
    return fork(null, message, options, because, fact);
  }
  const certainty = reason.state === 'bad' ? 'likely' : 'possible';
  return { message, because, certainty, rules: [`certificate/${reason.rule ?? ''}`] };
}
