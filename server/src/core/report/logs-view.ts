// What every report about logs says: a verdict in a sentence, then causes, then tables.
import { httpStatus } from '../status/http-statuses.js';
import { statusText } from '../status/status-text.js';
import { win32Code, win32Hex } from '../status/win32-codes.js';
import { isoTime } from '../logs/requests/clock.js';
import type { DeviceSummary, IncidentSummary } from '../logs/summary/devices.js';
import { earlier, later } from '../logs/summary/incident.js';
import type { LogSummary } from '../logs/summary/summary.js';
import { occurrenceOf, type Occurrence } from '../logs/summary/occurrence.js';
import { logRules } from '../rules/log-registry.js';
import type { LogCause } from '../rules/log-rule.js';
import type { LogReport } from './logs-json.js';
import { count } from './words.js';

/** A table; cells are text. */
export interface LogTable {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many rows there are besides. */
  readonly more: number;
}

/** Kinds of files that say nothing but their requests. */
const holdsRequestsOnly: ReadonlySet<string> = new Set(['w3c', 'empty', 'unknown']);

/** Devices that a report lists. */
const shownDevices = 50;

/** `31 of 812 mobile devices fail …`, or that nothing was found. */
export function logVerdict({ summary, causes }: LogReport): string {
  const worst = causes.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const [first] = worst;
  // Where all are of monitoring, the notes count them.
  const requests = summary.activeSyncRequests > summary.probes ? summary.activeSyncRequests : 0;
  const read = `${count(summary.files.length, 'file')}, ${count(requests, 'ActiveSync request')}`;
  if (summary.files.every(({ kind }) => kind === 'empty' || kind === 'unknown')) return 'No log could be read.';
  const cut = summary.complete ? '' : ' Reading was canceled.';
  if (summary.requests === 0 && summary.files.every(({ kind }) => holdsRequestsOnly.has(kind))) {
    return `No requests in the logs (${read}).${cut}`;
  }
  if (first === undefined) {
    const information = causes[0];
    if (information !== undefined) return `${information.title} (${read}).${cut}`;
    const failed = unexplained(summary)?.count;
    if (failed !== undefined) return `No known cause for ${failed} failed requests (${read}).${cut}`;
    return summary.refusedElsewhere.length > 0
      ? `No problems found for ActiveSync (${read}).${cut}`
      : `No problems found (${read}).${cut}`;
  }
  const { occurrence } = first;
  const who =
    occurrence.devices === 0
      ? count(occurrence.count, 'request')
      : `${occurrence.devices} of ${count(summary.devices, 'mobile device')}`;
  const some = occurrence.servers.length < summary.servers.length && occurrence.servers.length <= 3;
  const where = some ? ` on ${occurrence.servers.map(({ name }) => name).join(', ')}` : '';
  const since = isoTime(occurrence.first);
  const others = worst.length > 1 ? ` ${count(worst.length - 1, 'more cause')}.` : '';
  const when = since === null ? '' : ` since ${since}`;
  return `${who}${where}${when}: ${lowerFirst(first.title)}.${others}${inTotal(worst, summary)}${cut}`;
}

/** What devices failed with again and again and no rule knows; 501 and 505 are answers of ActiveSync itself. */
export function unexplained(summary: LogSummary): Occurrence | null {
  const areLogged = summary.missing.length === 0;
  return occurrenceOf(
    summary,
    (signature) =>
      (signature.kind === 'httperr' ||
        (signature.kind === 'status' &&
          ![501, 505].includes(signature.status) &&
          (areLogged || signature.substatus !== null))) &&
      !logRules.some((rule) => rule.selects(signature)),
    3,
  );
}

/** What was rejected where causes are not looked for; null where nothing was. */
export function rejectedElsewhere({ refusedElsewhere }: LogSummary): string | null {
  if (refusedElsewhere.length === 0) return null;
  const statuses = refusedElsewhere.map(({ status, substatus, count: n }) => `${statusText(status, substatus)}: ${n}`);
  return `Rejected because of client certificates on other paths than ActiveSync: ${statuses.join(', ')}. Causes are found for ActiveSync only.`;
}

/** A sentence where other causes hit other devices than the first. */
function inTotal(causes: readonly LogCause[], summary: LogSummary): string {
  const failing = new Set(causes.flatMap(({ occurrence }) => occurrence.failing));
  const devices = [...failing].filter(({ device }) => device !== null).length;
  if (devices < 2 || devices <= causes[0]!.occurrence.devices) return '';
  return ` In total, ${devices} of ${summary.devices} mobile devices have failures.`;
}

/** What is worth a note about the reading itself. */
export function logNotes(summary: LogSummary): string[] {
  const { files, summedUp, probes } = summary;
  const notes: string[] = [];
  const damaged = files.filter(({ unreadableLines }) => unreadableLines > 0);
  if (damaged.length > 0) {
    const lines = damaged.reduce((sum, file) => sum + file.unreadableLines, 0);
    notes.push(`${count(lines, 'line')} in ${count(damaged.length, 'file')} could not be read.`);
  }
  for (const format of ['NCSA', 'IIS']) {
    const others = files.filter(({ otherFormat }) => otherFormat === format).length;
    if (others > 0) {
      notes.push(
        `${count(others, 'file')} ${others === 1 ? 'is' : 'are'} in the ${format} log format, which has no substatus. In IIS Manager, under Logging, select the W3C format.`,
      );
    }
  }
  const unknown = files.filter(
    ({ kind, otherFormat, problem }) => kind === 'unknown' && otherFormat === null && problem === null,
  ).length;
  if (unknown > 0)
    notes.push(`${count(unknown, 'file')} ${unknown === 1 ? 'is not a log' : 'are not logs'} of a known kind.`);
  if (probes > 0)
    notes.push(
      `${count(probes, 'request')} of monitoring and load balancers ${probes === 1 ? 'is' : 'are'} not counted for any cause.`,
    );
  const elsewhere = rejectedElsewhere(summary);
  if (elsewhere !== null) notes.push(elsewhere);
  if (summedUp)
    notes.push(
      'There are more mobile devices or clients than can be counted separately; the rest are counted together.',
    );
  return notes;
}

/** `12 requests · 3 mobile devices · 2 addresses · 2026-11-02T06:00:00Z – …`. */
export function causeFigures({ occurrence }: LogCause): string {
  const { devices, clients, first, last } = occurrence;
  const [start, end] = [isoTime(first), isoTime(last)];
  return [
    count(occurrence.count, 'request'),
    ...(devices > 0 ? [count(devices, 'mobile device')] : []),
    ...(clients > 0 ? [count(clients, 'address', 'addresses')] : []),
    ...(start === null || end === null ? [] : [start === end ? start : `${start} – ${end}`]),
  ].join(' · ');
}

export function logTables(report: LogReport, relativePath: (uri: string) => string): LogTable[] {
  const { summary } = report;
  return [
    statusTable(summary),
    deviceTable(summary),
    serverTable(summary),
    fileTable(summary, relativePath),
    traceTable(summary, relativePath),
  ].filter(({ rows }) => rows.length > 0);
}

function statusTable({ byStatus }: LogSummary): LogTable {
  return {
    title: 'Statuses of ActiveSync requests',
    head: ['Status', 'Win32', 'Requests', 'Meaning'],
    rows: byStatus
      .slice(0, 40)
      .map(({ status, substatus, win32, count: requests }) => [
        statusText(status, substatus),
        win32 === null ? 'not logged' : win32 === 0 ? '0' : `${win32Code(win32)?.symbol ?? win32} (${win32Hex(win32)})`,
        String(requests),
        httpStatus(status, substatus)?.meaning ?? 'Unknown status',
      ]),
    more: Math.max(0, byStatus.length - 40),
  };
}

/** What a row about a device says. */
interface FailingDevice {
  readonly device: DeviceSummary;
  /** Requests that failed, or that a loop consists of. */
  readonly failures: number;
  /** Seconds since 1970 of the first and the last of them, NaN where no line has a time. */
  readonly first: number;
  readonly last: number;
}

/** Devices by how often they failed. */
export function failingDevices({ failing }: LogSummary): FailingDevice[] {
  return failing
    .map((device) => {
      const { incidents } = device;
      return {
        device,
        failures: failuresOf(incidents),
        first: incidents.reduce((time, incident) => earlier(time, incident.first), NaN),
        last: incidents.reduce((time, incident) => later(time, incident.last), NaN),
      };
    })
    .sort((a, b) => b.failures - a.failures || ((a.device.device ?? '') < (b.device.device ?? '') ? -1 : 1));
}

/** A request that is in two logs is counted once; so are the failed requests of a loop. */
function failuresOf(incidents: readonly IncidentSummary[]): number {
  let failed = 0;
  let looping = 0;
  for (const { signature, count: requests } of incidents) {
    if (signature.kind === 'requestLoop') looping += requests;
    else if (signature.kind !== 'backEnd' || !signature.isRepeated) failed += requests;
  }
  return Math.max(failed, looping);
}

function deviceTable(summary: LogSummary): LogTable {
  const devices = failingDevices(summary);
  return {
    title: 'Mobile devices with failures',
    head: ['Device', 'User', 'Type', 'Failures', 'First failure', 'Last failure', 'Last success'],
    rows: devices
      .slice(0, shownDevices)
      .map(({ device, failures, first, last }) => [
        device.device ?? 'no device ID',
        device.user ?? 'unknown',
        device.deviceType ?? device.agent ?? 'unknown',
        String(failures),
        isoTime(first) ?? '',
        isoTime(last) ?? '',
        isoTime(device.lastSuccess) ?? 'never',
      ]),
    more: Math.max(0, devices.length - shownDevices),
  };
}

function serverTable({ servers }: LogSummary): LogTable {
  return {
    title: 'Servers',
    head: ['Server', 'Requests', 'ActiveSync requests', 'Failures'],
    rows: servers.map(({ name, requests, activeSyncRequests, failures }) => [
      name,
      String(requests),
      String(activeSyncRequests),
      String(failures),
    ]),
    more: 0,
  };
}

const kinds = {
  w3c: 'IIS',
  httperr: 'HTTPERR',
  httpproxy: 'HttpProxy',
  freb: 'Failed Request Tracing',
  empty: 'empty',
  unknown: 'not a log',
};

const otherFormats = { NCSA: 'NCSA format', IIS: 'IIS format' };

function fileTable({ files }: LogSummary, relativePath: (uri: string) => string): LogTable {
  return {
    title: 'Files',
    head: ['File', 'Kind', 'Lines', 'Not readable'],
    rows: files.map(({ uri, kind, otherFormat, lines, unreadableLines, problem }) => [
      relativePath(uri),
      kind === 'unknown' && problem !== null
        ? problem
        : `${otherFormat === null ? kinds[kind] : otherFormats[otherFormat]}${problem === null ? '' : `; ${problem}`}`,
      String(lines),
      String(unreadableLines),
    ]),
    more: 0,
  };
}

function traceTable({ traces }: LogSummary, relativePath: (uri: string) => string): LogTable {
  return {
    title: 'Failed Request Tracing',
    head: ['File', 'Status', 'Module', 'Address'],
    rows: traces
      .slice(0, 40)
      .map(({ uri, status, substatus, module, url }) => [
        relativePath(uri),
        statusText(status, substatus),
        module ?? 'unknown',
        url,
      ]),
    more: Math.max(0, traces.length - 40),
  };
}

function lowerFirst(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
}
