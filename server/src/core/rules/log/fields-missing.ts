// A W3C log without the fields that tell failures apart.
import type { Occurrence } from '../../logs/summary/occurrence.js';
import type { LogSummary } from '../../logs/summary/summary.js';
import { defineLogRule, logSources } from '../log-rule.js';

function occurrence({ missing }: LogSummary): Occurrence | null {
  const [first] = missing;
  if (first === undefined) return null;
  const servers = new Map<string, Occurrence['servers'][number]>();
  for (const { servers: counts, at, ...times } of missing) {
    for (const [name, count] of counts) {
      const known = servers.get(name);
      if (known === undefined) servers.set(name, { name, count, devices: 0, example: at, ...times });
      else known.count += count;
    }
  }
  return {
    count: missing.reduce((sum, { requests }) => sum + requests, 0),
    devices: 0,
    clients: 0,
    onlyClient: null,
    servers: [...servers.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    first: Math.min(...missing.map((one) => one.first)),
    last: Math.max(...missing.map((one) => one.last)),
    example: first.at,
    signatures: new Map(),
    failing: [],
  };
}

export default defineLogRule({
  id: 'log/fields-missing',
  severity: 'warning',
  title: 'Fields missing in log',
  shows: 'the log lacks the substatus or the Win32 status',
  means:
    'The log does not have all of sc-status, sc-substatus, sc-win32-status, and cs-uri-stem, so certificate problems cannot be detected for these requests.',
  why: 'Without the substatus, missing, untrusted, and expired certificates look the same: 403.',
  fix: 'Enable the fields in IIS Manager, Logging, Select Fields (logExtFileFlags HttpSubStatus, Win32Status, UriStem), and wait for new requests.',
  advice: 'Enable these fields in IIS',
  sources: [logSources.iisLogging],
  occurrence,
  setting: 'logFields',
});
