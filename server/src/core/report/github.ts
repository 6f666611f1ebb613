// GitHub annotations: workflow commands that put every finding at its line of a pull request.
import type { Analysis } from '../lint/analysis.js';
import { verdictSentences } from '../lint/verdict.js';
import type { Finding, Severity } from '../rules/finding.js';
import { Places, type ReportContext } from './context.js';
import { notCheckedLines, notCheckedTitle } from './not-checked.js';
import { oneLine } from '../text/display.js';
import { capitalise, findingCounts } from './words.js';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

export function githubReport(analysis: Analysis, context: ReportContext): string {
  const places = new Places(analysis.texts, analysis.lineNumbers);
  const lines = analysis.findings.map((finding) => annotation(finding, places, context));
  // A line of plain text never starts with what the user wrote: it could be a command.
  for (const [root, sentence] of verdictSentences(analysis)) {
    lines.push(`Server ${oneLine(context.relativePath(root))}: ${sentence}`);
  }
  for (const line of notCheckedLines(analysis, context)) lines.push(`::notice title=${notCheckedTitle}::${data(line)}`);
  lines.push(`${capitalise(findingCounts(analysis.summary))}.`);
  return `${lines.join('\n')}\n`;
}

function annotation(finding: Finding, places: Places, context: ReportContext): string {
  const { start, end } = places.at(finding);
  const properties: [string, string | number][] = [
    ['file', context.relativePath(finding.uri)],
    ['line', start.line + 1],
    ['endLine', end.line + 1],
  ];
  // Columns are for places on one line only.
  if (start.line === end.line)
    properties.push(['col', start.character + 1], ['endColumn', Math.max(end.character, start.character + 1)]);
  const title = context.rule(finding.rule)?.title;
  properties.push(['title', title === undefined ? finding.rule : `${title} (${finding.rule})`]);
  const message = [
    finding.message,
    ...finding.evidence.map(
      (note) => `${context.relativePath(note.uri)}:${places.lineAndColumn(note)}: ${note.message}`,
    ),
    ...finding.remedies.map(({ title }) => `Fix: ${title}`),
  ].join('\n');
  const list = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',');
  return `::${commands[finding.severity]} ${list}::${data(message)}`;
}

/** What GitHub's own toolkit escapes in the message of a command. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** What it escapes in a property besides. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
