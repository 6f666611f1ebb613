// A report about logs as plain data, for the page in the editor: the same verdict, causes and tables as on
// the command line.
import { isoTime } from '../logs/requests/clock.js';
import type { LogLine } from '../logs/summary/incident.js';
import type { LogSummary } from '../logs/summary/summary.js';
import { logRules } from '../rules/log-registry.js';
import type { Severity } from '../rules/finding.js';
import type { LogCause } from '../rules/log-rule.js';
import type { LogReport } from './logs-json.js';
import { causeFigures, failingDevices, logNotes, logTables, logVerdict, type LogTable } from './logs-view.js';

/** A line that a row opens; zero-based. */
export interface DataLine {
  readonly uri: string;
  readonly line: number;
}

export interface DataCause {
  readonly rule: string;
  readonly severity: Severity;
  readonly title: string;
  readonly figures: string;
  readonly count: number;
  readonly devices: number;
  readonly explanation: string;
  readonly remedy: string;
  readonly servers: readonly { readonly name: string; readonly count: number; readonly example: DataLine }[];
  readonly example: DataLine;
  readonly setting: (DataLine & { readonly value: string }) | null;
  /** Rules about certificates whose findings name certificates that explain it. */
  readonly certificateRules: readonly string[];
  /** Those certificates, where the reader of the data knows them. */
  readonly certificates: readonly (DataLine & { readonly text: string })[];
}

export interface DataDevice {
  readonly device: string;
  readonly user: string;
  readonly type: string;
  readonly failures: number;
  /** ISO 8601, '' where unknown. */
  readonly first: string;
  readonly last: string;
  /** '' for never. */
  readonly success: string;
  /** Titles of its causes. */
  readonly causes: readonly string[];
  readonly example: DataLine;
}

export interface LogReportData {
  readonly verdict: string;
  readonly causes: readonly DataCause[];
  /** Failures by hour; `counts` runs parallel to `hours`. */
  readonly timeline: {
    readonly hours: readonly string[];
    readonly series: readonly { readonly title: string; readonly counts: readonly number[] }[];
  };
  readonly devices: readonly DataDevice[];
  /** Devices that are not listed. */
  readonly moreDevices: number;
  readonly tables: readonly LogTable[];
  readonly notes: readonly string[];
}

/** Devices that the page lists and filters. */
const listedDevices = 2000;

/** Hours that the timeline shows; of longer logs the last. */
const shownHours = 24 * 31;

/** `say` puts sentences into the reader's language. */
export function logReportData(
  report: LogReport,
  relativePath: (uri: string) => string,
  say: (english: string) => string = (english) => english,
): LogReportData {
  const { summary, causes, configuration } = report;
  const line = ({ file, line: number }: LogLine): DataLine => ({ uri: summary.files[file]!.uri, line: number });
  const devices = failingDevices(summary);
  return {
    verdict: say(logVerdict(report)),
    causes: causes.map((cause): DataCause => {
      const { occurrence } = cause;
      const setting = configuration.get(cause);
      return {
        rule: cause.rule,
        severity: cause.severity,
        title: say(cause.title),
        figures: say(causeFigures(cause)),
        count: occurrence.count,
        devices: occurrence.devices,
        explanation: cause.sentences.map(say).join(' '),
        remedy: say(cause.remedy),
        servers: occurrence.servers.map(({ name, count, example }) => ({ name, count, example: line(example) })),
        example: line(occurrence.example),
        setting:
          setting === undefined ? null : { uri: setting.path, line: setting.range.start.line, value: setting.value },
        certificateRules: cause.certificateRules,
        certificates: [],
      };
    }),
    timeline: timelineOf(summary, causes, say),
    devices: devices.slice(0, listedDevices).map(({ device, failures, first, last }) => ({
      device: device.device ?? '',
      user: device.user ?? '',
      type: device.deviceType ?? device.agent ?? '',
      failures,
      first: isoTime(first) ?? '',
      last: isoTime(last) ?? '',
      success: isoTime(device.lastSuccess) ?? '',
      causes: causes.filter(({ occurrence }) => occurrence.failing.includes(device)).map(({ title }) => say(title)),
      example: line(device.incidents[0]!.example),
    })),
    moreDevices: Math.max(0, devices.length - listedDevices),
    tables: logTables(report, relativePath)
      .filter(({ title }) => !title.startsWith('Mobile devices'))
      .map(({ title, head, rows, more }) => ({
        title: say(title),
        head: head.map(say),
        rows: rows.map((row) => row.map(say)),
        more,
      })),
    notes: logNotes(summary).map(say),
  };
}

function timelineOf(
  { timeline }: LogSummary,
  causes: readonly LogCause[],
  say: (english: string) => string,
): LogReportData['timeline'] {
  const last = timeline.at(-1)?.hour ?? 0;
  const first = Math.max(timeline[0]?.hour ?? 0, last - shownHours + 1);
  const hours = timeline.length === 0 ? [] : Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const series = causes.flatMap(({ rule, title }) => {
    const selects = logRules.find(({ id }) => id === rule)?.selects;
    if (selects === undefined) return [];
    const counts = hours.map(() => 0);
    for (const { hour, counts: bySignature } of timeline) {
      if (hour < first) continue;
      for (const [signature, count] of bySignature) if (selects(signature)) counts[hour - first]! += count;
    }
    return counts.some((count) => count > 0) ? [{ title: say(title), counts }] : [];
  });
  return { hours: hours.map((hour) => isoTime(hour * 3600) ?? ''), series };
}
