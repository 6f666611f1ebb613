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

/** A certificate that explains a cause, and what a rule about certificates says of it. */
export interface CauseCertificate {
  readonly path: string;
  readonly message: string;
}

export interface LogReport {
  readonly summary: LogSummary;
  readonly causes: readonly LogCause[];
  /** For causes that a server's configuration explains. */
  readonly configuration: ReadonlyMap<LogCause, CauseConfiguration>;
  /** For causes that certificates beside that configuration explain; absent where none were looked at. */
  readonly certificates?: ReadonlyMap<LogCause, readonly CauseCertificate[]>;
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

export function logsJson(report: LogReport, context: LogReportContext): string {
  const { summary, causes } = report;
  const { files, servers, first, last, summedUp, complete } = summary;
  const object = {
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
    causes: causes.map((cause) => causeJson(cause, report, context)),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

function causeJson(
  cause: LogCause,
  { summary: { files }, configuration, certificates }: LogReport,
  context: LogReportContext,
): object {
  const { rule, severity, occurrence, explanation, remedy } = cause;
  const fitting = certificates?.get(cause) ?? [];
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
    configuration: configuration.get(cause) ?? null,
    ...(fitting.length > 0 ? { certificates: fitting } : {}),
  };
}
