// A W3C log without the fields that tell failures apart.
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { isCentralLog, siteLogAttribute } from '../../exchange/site-log.js';
import type { Truth } from '../../iis/truth.js';
import type { Occurrence } from '../../logs/summary/occurrence.js';
import type { LogSummary } from '../../logs/summary/summary.js';
import { textChange } from '../../remedy/build.js';
import { defineLogRule, logSources } from '../log-rule.js';
import type { Reporter } from '../rule.js';
import { remedy } from '../support/fixes.js';

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

/** Flags without which a failed request cannot be explained. */
const neededFlags = ['HttpSubStatus', 'Win32Status', 'UserName', 'UriQuery', 'ClientIP', 'HttpStatus', 'UriStem'];

/** The flags of IIS's default (iis-docs, logFile). */
const defaultFlags =
  'Date, Time, ClientIP, UserName, ServerIP, Method, UriStem, UriQuery, TimeTaken, HttpStatus, Win32Status, ServerPort, UserAgent, HttpSubStatus, Referer';

function isFrontEndActiveSync({ role, name }: VirtualDirectory): boolean {
  return role === 'frontEnd' && name === 'activeSync';
}

function checkFlags({ site, server }: VirtualDirectory, report: Reporter): Truth {
  const flags = siteLogAttribute(site, 'logExtFileFlags');
  const format = siteLogAttribute(site, 'logFormat')?.value.trim().toLowerCase() ?? 'w3c';
  if (flags === undefined) return 'no';
  if (format !== 'w3c' || isCentralLog(site)) return 'unknown';
  const written = flags.value.split(',').map((flag) => flag.trim());
  const has = new Set(written.map((flag) => flag.toLowerCase()));
  const missing = neededFlags.filter((flag) => !has.has(flag.toLowerCase()));
  if (missing.length === 0) return 'no';
  const all = defaultFlags.split(', ');
  const known = new Set(all.map((flag) => flag.toLowerCase()));
  const wanted = [...all, ...written.filter((flag) => flag !== '' && !known.has(flag.toLowerCase()))].join(', ');
  const { uri } = server.configuration.applicationHost;
  const edit = { range: flags.valueRange, newText: wanted };
  report({
    message: 'configuration',
    data: {
      site: site.name.value,
      fields:
        missing.length <= 4 ? missing.join(', ') : `${missing.slice(0, 3).join(', ')} and ${missing.length - 3} more`,
    },
    at: { uri, range: flags.valueRange },
    configurationPath: site.configurationPath,
    remedies: remedy('Log default fields', 'no', textChange(uri, 'Log the fields of the IIS default', [edit])),
  });
  return 'yes';
}

export default defineLogRule({
  id: 'log/fields-missing',
  severity: 'warning',
  title: 'Fields missing in log',
  shows: 'the log lacks the substatus or the Win32 status',
  means:
    'The log lacks at least one of the fields sc-status, sc-substatus, sc-win32-status, and cs-uri-stem, so certificate problems cannot be detected for these requests.',
  why: 'Without the substatus, the log shows only 403 for missing, untrusted, and expired certificates alike.',
  fix: 'Enable the fields in IIS Manager, Logging, Select Fields (logExtFileFlags HttpSubStatus, Win32Status, UriStem), and wait for new requests.',
  advice: 'Enable these fields in IIS',
  sources: [logSources.iisLogging],
  occurrence,
  setting: 'logFields',
  configuration: {
    what: 'In a configuration: `logExtFileFlags` of the front-end site lacks a field that shows whose request failed and why.',
    messages: {
      configuration:
        '{site}: its log lacks {fields}, so failed sign-ins cannot be explained. Add them to logExtFileFlags.',
    },
    check: { subject: 'virtualDirectory', applies: isFrontEndActiveSync, check: checkFlags },
  },
});
