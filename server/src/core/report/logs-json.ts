// The JSON of the command `logs`: what scripts read. Lines are zero-based; times are ISO 8601 in UTC.
import type { PositionRange } from '../text/line-index.js';
import { isoTime } from '../logs/requests/clock.js';
import type { LogFile, LogSummary } from '../logs/summary/summary.js';
import type { LogCause } from '../rules/log-rule.js';

/** The element of a configuration that explains a cause, and its value of today. */
export interface CauseConfiguration {
  readonly path: string;
  readonly range: PositionRange;
  readonly value: string;
}

export interface LogReport {
  readonly summary: LogSummary;
  readonly causes: readonly LogCause[];
  /** For causes that a server's configuration explains. */
  readonly configuration: ReadonlyMap<LogCause, CauseConfiguration>;
}

export interface LogReportContext {
  readonly version: string;
  relativePath(uri: string): string;
}

/** One file as `logs` and `check` print it. */
export function logFileJson(file: LogFile, context: Pick<LogReportContext, 'relativePath'>): object {
  const { uri, kind, bytes, lines, unreadableLines, unreadableAt, problem } = file;
  return {
    path: context.relativePath(uri),
    kind,
    bytes,
    lines,
    unreadableLines,
    ...(unreadableAt.length > 0 ? { unreadableAt } : {}),
    ...(problem === null ? {} : { problem }),
  };
}

export function logsJson({ summary, causes, configuration }: LogReport, context: LogReportContext): string {
  const { files, servers, first, last, summedUp, complete } = summary;
  const report = {
    tool: 'exchange-cba',
    version: context.version,
    files: files.map((file) => logFileJson(file, context)),
    requests: summary.requests,
    activeSyncRequests: summary.activeSyncRequests,
    probes: summary.probes,
    byStatus: summary.byStatus,
    devices: summary.devices,
    users: summary.users,
    servers: servers.map(({ name, requests, activeSyncRequests, failures }) => ({
      name,
      requests,
      activeSyncRequests,
      failures,
    })),
    first: isoTime(first),
    last: isoTime(last),
    ...(summedUp ? { summedUp } : {}),
    ...(complete ? {} : { complete }),
    causes: causes.map((cause) => causeJson(cause, summary, configuration.get(cause) ?? null, context)),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function causeJson(
  { rule, severity, occurrence, explanation, remedy }: LogCause,
  { files }: LogSummary,
  configuration: CauseConfiguration | null,
  context: LogReportContext,
): object {
  const { count, devices, clients, servers, first, last, example } = occurrence;
  return {
    rule,
    severity,
    count,
    clients,
    devices,
    servers: servers.map((server) => ({ name: server.name, count: server.count })),
    first: isoTime(first),
    last: isoTime(last),
    explanation,
    remedy,
    example: { path: context.relativePath(files[example.file]!.uri), line: example.line },
    configuration,
  };
}
