// Which questions the files answer already: nothing is requested that is there.
import { isOfSchannel } from '../evidence/registry/schannel.js';
import type { LogSummary } from '../logs/summary/summary.js';
import type { QuestionId } from './questions.js';
import { requestAt } from './request.js';
import { targetOf } from './target.js';
import type { World } from './world.js';

export interface Known {
  readonly world: World | null;
  /** The path in question: `/Microsoft-Server-ActiveSync`, or a URL. */
  readonly path: string | null;
  readonly hasDeviceCertificate: boolean;
  readonly logs: LogSummary | null;
  /** Saved output of `certutil -verify -urlfetch` is there. */
  readonly hasRevocationCheck: boolean;
}

export function answeredBy({ world, path, hasDeviceCertificate, logs, hasRevocationCheck }: Known): Set<QuestionId> {
  const kinds = new Set(logs?.files.map(({ kind }) => kind));
  const facts = world?.members.facts;
  const isThere: Readonly<Record<QuestionId, boolean>> = {
    log: (logs?.requests ?? 0) > 0,
    configuration: world !== null,
    configurationOfPath: world !== null && path !== null && hasWebConfig(world, path),
    scope: (logs?.devices ?? 0) > 1,
    sslRecords: (world?.members.records.length ?? 0) > 0,
    schannel: facts?.registry.some(isOfSchannel) === true,
    deviceCertificate: hasDeviceCertificate,
    shownCertificate: (facts?.probes.length ?? 0) > 0,
    rootStore: world?.members.root?.isListing === true,
    revocation: hasRevocationCheck,
    ntauth: world?.members.ntauth?.isListing === true,
    account: (world?.members.accounts.all.length ?? 0) > 0,
    kdcEvents: facts?.events.some(({ provider }) => provider === 'kdc') === true,
    spn: (facts?.serviceNames.length ?? 0) > 0,
    delegation: (facts?.delegations.length ?? 0) > 0,
    httperr: kinds.has('httperr'),
    systemEvents: facts?.events.some(({ provider }) => provider === 'http' || provider === 'schannel') === true,
    freb: kinds.has('freb'),
    exchangeLog: kinds.has('httpproxy'),
    verify: false,
  };
  return new Set((Object.keys(isThere) as QuestionId[]).filter((id) => isThere[id]));
}

function hasWebConfig(world: World, path: string): boolean {
  const request = requestAt(path);
  const target = request && targetOf(request, world);
  return target != null && world.configuration.webConfigs.at(target.configurationPath) !== 'unknown';
}
