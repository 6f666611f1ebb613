// Makes findings of the causes that logs show: one per cause and server, at an example line.
import type { Analysis } from '../lint/analysis.js';
import { analysisOf } from '../lint/analysis-of.js';
import { runRules } from '../lint/run.js';
import type { OtherFormat } from '../logs/reading/log-kind.js';
import type { LogLine } from '../logs/summary/incident.js';
import type { LogSummary } from '../logs/summary/summary.js';
import { logRules } from '../rules/log-registry.js';
import { rejectedElsewhere, unexplained } from '../report/logs-view.js';
import type { LogCause } from '../rules/log-rule.js';
import type { Severity } from '../rules/finding.js';

/** File index → zero-based line → its text. */
export type ExampleLines = ReadonlyMap<number, ReadonlyMap<number, string>>;

/** The lines that findings are at, by file. */
export function exampleLines(causes: readonly LogCause[]): ReadonlyMap<number, ReadonlySet<number>> {
  const lines = new Map<number, Set<number>>();
  for (const { occurrence } of causes) {
    for (const { file, line } of [occurrence.example, ...occurrence.servers.map(({ example }) => example)]) {
      lines.set(file, (lines.get(file) ?? new Set<number>()).add(line));
    }
  }
  return lines;
}

/** What checking configurations gives too. Texts are excerpts: the example lines with their numbers. */
export function checkLogs(
  summary: LogSummary,
  examples: ExampleLines,
  severities: Readonly<Record<string, Severity | 'off'>> = {},
): Analysis {
  const texts = new Map<string, string>();
  const lineNumbers = new Map<string, readonly number[]>();
  const starts = new Map<string, ReadonlyMap<number, readonly [start: number, end: number]>>();
  for (const [file, lines] of examples) {
    const ordered = [...lines].sort(([a], [b]) => a - b);
    const ranges = new Map<number, readonly [number, number]>();
    let at = 0;
    for (const [line, text] of ordered) {
      ranges.set(line, [at, at + text.length]);
      at += text.length + 1;
    }
    const { uri } = summary.files[file]!;
    texts.set(uri, ordered.map(([, text]) => text).join('\n'));
    lineNumbers.set(
      uri,
      ordered.map(([line]) => line),
    );
    starts.set(uri, ranges);
  }
  const place = ({ file, line }: LogLine) => {
    const { uri } = summary.files[file]!;
    const [start, end] = starts.get(uri)?.get(line) ?? [0, 0];
    return { uri, range: { start, end } };
  };
  const outcome = runRules(logRules, [{ kind: 'log', subject: { summary, place }, configurationPath: '' }], (rule) =>
    Object.hasOwn(severities, rule) ? severities[rule] : undefined,
  );
  return {
    ...analysisOf(outcome, texts),
    lineNumbers,
    notChecked: [
      ...summary.files
        .filter(({ kind, problem, isUnread }) => kind === 'unknown' || problem !== null || isUnread)
        .map(({ uri, otherFormat, problem, isUnread }) => ({
          uri,
          why: problem ?? (isUnread ? 'none of its lines could be read' : unknownKind(otherFormat)),
        })),
      ...unjudged(summary),
    ],
  };
}

/** Rejected requests about which no rule says anything, at the file of the first of them. */
function unjudged(summary: LogSummary): { readonly uri: string; readonly why: string }[] {
  const failed = unexplained(summary);
  const elsewhere = rejectedElsewhere(summary);
  const known = 'failed requests without a known cause; the command logs shows their statuses.';
  return [
    ...(failed === null ? [] : [{ file: failed.example.file, why: `${failed.count} ${known}` }]),
    ...(elsewhere === null ? [] : [{ file: summary.refusedIn, why: elsewhere }]),
  ].map(({ file, why }) => ({ uri: summary.files[file]!.uri, why }));
}

function unknownKind(format: OtherFormat | null): string {
  if (format === null) return 'a log of an unknown kind.';
  return `a log in the ${format} format, which has no substatus; select the W3C format in IIS Manager, under Logging.`;
}
