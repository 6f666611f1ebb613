// Analyzes logs for the client, and keeps what they said of the workspace's settings for the lenses.
import type { PositionRange } from '../../core/text/line-index.js';
import {
  logCauses,
  logReportData,
  logsHtml,
  logsJson,
  logsMarkdown,
  readLogs,
  type CauseConfiguration,
  type LogCause,
  type LogReport,
  type LogSource,
  type LogSummary,
} from '../../core/face/logs.js';
import { CheckedProject } from '../../core/face/project.js';
import { fileNameOf } from '../../host/uri.js';
import { logsIn, logsInArchive, logSource } from '../../intake/log-sources.js';
import { LogOwners } from '../../prediction/log-owners.js';
import {
  analyzeLogsRequest,
  logProgressNotification,
  type AnalyzeLogsParams,
  type AnalyzeLogsResult,
} from '../../protocol.js';
import { onCustomRequest } from '../custom-request.js';
import type { Say } from '../../core/text/phrase-book.js';
import { sayMarkdown } from '../say-document.js';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';

/** What logs say of a place in a configuration. */
export interface LogLens {
  readonly uri: string;
  readonly range: PositionRange;
  readonly title: string;
}

/** Progress is announced no more often than this, in milliseconds. */
const interval = 150;

/** `onLenses` is called when there are other lenses than before. */
export function registerLogs(
  session: Session,
  version: string,
  onLenses: () => void,
): (uri: string) => readonly LogLens[] {
  const { connection, host, run, say, sayPage } = session;
  let lenses: readonly LogLens[] = [];
  const nothing: AnalyzeLogsResult = { data: null, exports: null, problems: [] };
  onCustomRequest(connection, analyzeLogsRequest, (params, token) =>
    run(analyzeLogsRequest, token, nothing, async (): Promise<AnalyzeLogsResult> => {
      const { uris } = params as AnalyzeLogsParams;
      const problems: string[] = [];
      const sources = await sourcesOf(uris, session, problems);
      let said = 0;
      let paused = host.now();
      const summary = await readLogs(sources, {
        cancelled: () => token.isCancellationRequested,
        progress: ({ uri, done, files, bytes, failures }) => {
          const now = host.now();
          if (now - said < interval) return;
          said = now;
          void connection.sendNotification(logProgressNotification, {
            name: fileNameOf(uri),
            done,
            files,
            bytes,
            failures,
          });
        },
        pause: async () => {
          // A cancellation arrives only when the event loop gets a turn.
          if (host.now() - paused < interval / 2) return;
          await host.yield();
          paused = host.now();
        },
      });
      const causes = logCauses(summary);
      const { configuration, places } = await explained(causes, summary, session);
      lenses = places;
      onLenses();
      const report: LogReport = { summary, causes, configuration };
      const context = { version, relativePath: fileNameOf };
      return {
        data: logReportData(report, fileNameOf, say),
        exports: {
          markdown: sayMarkdown(say, logsMarkdown(saidReport(report, say), context)),
          html: sayPage(logsHtml(saidReport(report, say), context)),
          json: logsJson(report, context),
        },
        problems,
      };
    }),
  );
  return (uri) => lenses.filter((lens) => lens.uri === uri);
}

/** A paragraph is looked up sentence by sentence; the rest of a report is short enough to be looked up in it. */
export function saidReport(report: LogReport, say: Say): LogReport {
  const configuration = new Map<LogCause, CauseConfiguration>();
  const causes = report.causes.map((cause) => {
    const said = { ...cause, explanation: cause.sentences.map(say).join(' '), remedy: say(cause.remedy) };
    const setting = report.configuration.get(cause);
    if (setting) configuration.set(said, setting);
    return said;
  });
  return { ...report, causes, configuration };
}

async function sourcesOf(uris: readonly string[], { host }: Session, problems: string[]): Promise<LogSource[]> {
  const sources: LogSource[] = [];
  for (const uri of uris) {
    if ((await host.stat(uri)) !== 'folder') {
      const inside = await logsInArchive(host, uri);
      if (typeof inside === 'string') problems.push(`${fileNameOf(uri)}: ${inside}.`);
      else sources.push(...(inside ?? [logSource(host, uri)]));
      continue;
    }
    const found = await logsIn(host, uri);
    problems.push(...found.problems);
    sources.push(...found.uris.map((one) => logSource(host, one)));
  }
  return sources;
}

/** The settings of the servers that logged the causes; a report names the first. */
async function explained(
  causes: readonly LogCause[],
  summary: LogSummary,
  { workspace, say }: Session,
): Promise<{ configuration: Map<LogCause, CauseConfiguration>; places: LogLens[] }> {
  const configuration = new Map<LogCause, CauseConfiguration>();
  const places: LogLens[] = [];
  const snapshot = await workspace.snapshot();
  const { original } = snapshot;
  if (!(original instanceof CheckedProject)) return { configuration, places };
  const owners = new LogOwners(original);
  for (const cause of causes) {
    for (const server of cause.setting === null ? [] : original.servers) {
      const part = owners.partOf(server, cause, summary);
      const setting = part.length === 0 ? null : original.explainingSetting(cause.setting, server);
      const file = setting && snapshot.source(setting.uri);
      if (!file) continue;
      const range = linesOf(file).rangeAt(setting.range);
      places.push({ uri: setting.uri, range, title: say(lensTitle(cause, part)) });
      const path = snapshot.clientUri(setting.uri);
      if (!configuration.has(cause)) configuration.set(cause, { path, range, value: setting.value });
    }
  }
  return { configuration, places };
}

/**
 * `Logs: 812 × Client certificate not presented · since 2026-11-23 · 31 mobile devices`, of some of the servers in
 * the logs. A device may be on several of these.
 */
function lensTitle({ title, occurrence }: LogCause, part: LogCause['occurrence']['servers']): string {
  const isWhole = part.length === occurrence.servers.length;
  const count = part.reduce((sum, one) => sum + one.count, 0);
  const first = Math.min(...part.map((one) => one.first));
  const devices = isWhole ? occurrence.devices : part.length === 1 ? part[0]!.devices : 0;
  return [
    `Logs: ${count} × ${title}`,
    ...(Number.isNaN(first) ? [] : [`since ${new Date(first * 1000).toISOString().slice(0, 10)}`]),
    ...(devices === 0 ? [] : [`${devices} mobile device${devices === 1 ? '' : 's'}`]),
  ].join(' · ');
}
