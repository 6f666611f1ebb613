// W3C logs in which no mobile device appears.
import type { Occurrence } from '../../logs/summary/occurrence.js';
import type { LogSummary } from '../../logs/summary/summary.js';
import { defineLogRule, logSources } from '../log-rule.js';

function occurrence(summary: LogSummary): Occurrence | null {
  const { files, activeSyncRequests, probes, firstRecord, first, last, servers, requests } = summary;
  const readable =
    files.some(({ kind }) => kind === 'w3c') && !summary.missing.some(({ names }) => names.includes('cs-uri-stem'));
  if (!readable || activeSyncRequests > probes || firstRecord === null) return null;
  return {
    count: requests,
    devices: 0,
    clients: 0,
    onlyClient: null,
    servers: servers
      .filter((server) => server.requests > 0)
      .map(({ name, requests: count }) => ({ name, count, devices: 0, first, last, example: firstRecord })),
    first,
    last,
    example: firstRecord,
    signatures: new Map(),
    failing: [],
  };
}

export default defineLogRule({
  id: 'log/no-active-sync-requests',
  severity: 'information',
  title: 'No ActiveSync requests',
  shows: 'no ActiveSync request of a mobile device',
  means: 'The logs contain no ActiveSync requests from mobile devices.',
  why: 'No mobile device reached this site during that time, TLS failed before IIS could log the request, or the logs are from another site. In a default installation, the front end is W3SVC1.',
  fix: 'Check that the logs are from the front end and include the time of the failure. If they do, check the HTTPERR log, the gateway, and TLS.',
  advice: 'Check that these are the logs of the front end',
  sources: [logSources.seed],
  occurrence,
});
