// The JSON of `check`: what scripts read. Lines and characters are zero-based, as in LSP.
import type { PositionRange } from '../text/line-index.js';
import type { Note, Within } from '../text/range.js';
import type { Analysis } from '../lint/analysis.js';
import type { Finding } from '../rules/finding.js';
import { Places, type ReportContext } from './context.js';
import { isReadLog } from '../logs/summary/summary.js';
import { logFileJson } from './logs-json.js';

interface JsonNote {
  readonly path: string;
  readonly range: PositionRange;
  readonly message: string;
  readonly within?: Within;
}

export function jsonReport(analysis: Analysis, context: ReportContext): string {
  const places = new Places(analysis.texts, analysis.lineNumbers);
  const logs = context.logs?.filter(isReadLog);
  // A path is in one list only, unless reading ended early.
  const inLogs = new Set(logs?.flatMap(({ uri, problem }) => (problem === null ? [uri] : [])));
  const report = {
    tool: 'exchange-cba',
    version: context.version,
    servers: analysis.servers.map(({ root, applicationHost, name, termination, unknowns }) => ({
      root: context.relativePath(root),
      applicationHost: context.relativePath(applicationHost),
      name: name ?? null,
      termination: {
        value: termination.value,
        chosenBy: termination.chosenBy,
        evidence: termination.evidence.map((note) => jsonNote(note, places, context)),
        virtualDirectories: termination.virtualDirectories.map(({ configurationPath, value }) => ({
          configurationPath,
          value,
        })),
      },
      unknowns,
    })),
    findings: analysis.findings.map((finding) => jsonFinding(finding, places, context)),
    evidence: (analysis.evidence ?? []).map(({ uri, kind, computer, server, used, note }) => ({
      path: context.relativePath(uri),
      kind,
      computer,
      server: server === null ? null : context.relativePath(server),
      used,
      note,
    })),
    notJudged: (analysis.notChecked ?? [])
      .filter(({ uri }) => !inLogs.has(uri))
      .map(({ uri, why }) => ({ path: context.relativePath(uri), why })),
    summary: summaryOf(analysis),
    ...(logs === undefined ? {} : { logs: logs.map((file) => logFileJson(file, context)) }),
    ...(analysis.failures.length > 0 ? { failures: analysis.failures } : {}),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** One finding as `check` and `certificate` print it. */
export function jsonFinding(finding: Finding, places: Places, context: Pick<ReportContext, 'relativePath'>): object {
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: finding.message,
    path: context.relativePath(finding.uri),
    range: places.at(finding),
    ...(finding.within ? { within: finding.within } : {}),
    configurationPath: finding.configurationPath,
    evidence: finding.evidence.map((note) => jsonNote(note, places, context)),
    remedies: finding.remedies.map(({ title, kind, alternative }) => ({
      title,
      kind,
      ...(alternative === true ? { alternative: true } : {}),
    })),
  };
}

function jsonNote(note: Note, places: Places, context: Pick<ReportContext, 'relativePath'>): JsonNote {
  const { uri, message, within } = note;
  return { path: context.relativePath(uri), range: places.at(note), message, ...(within ? { within } : {}) };
}

function summaryOf({ summary }: Analysis): object {
  const { error, warning, information, hint, passed, notApplicable, unknown, suppressed } = summary;
  return { error, warning, information, hint, passed, notApplicable, unknown, suppressed };
}
