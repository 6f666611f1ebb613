// The reports of the command `logs` for people: text, Markdown and HTML from the same verdict and tables.
import { oneLine } from '../text/display.js';
import { markdownCode, markdownText } from '../text/markdown-escape.js';
import { htmlText } from './html-escape.js';
import { htmlPage } from './html-page.js';
import type { CauseConfiguration, LogReport, LogReportContext } from './logs-json.js';
import { causeFigures, logNotes, logTables, logVerdict, type LogTable } from './logs-view.js';
import { styleFor } from './style.js';
import { capitalise } from './words.js';

export function logsText(report: LogReport, context: LogReportContext & { readonly color: boolean }): string {
  const style = styleFor(context.color);
  const { summary, causes, configuration } = report;
  const lines = [style.strong(oneLine(logVerdict(report)))];
  for (const cause of causes) {
    const { example } = cause.occurrence;
    const file = context.relativePath(summary.files[example.file]!.uri);
    lines.push(
      '',
      `${style.severity(cause.severity, cause.severity)} ${style.strong(cause.title)} ${style.faint(cause.rule)}`,
      `  ${causeFigures(cause)}`,
      `  ${oneLine(cause.explanation)}`,
      `  Fix: ${cause.remedy}`,
    );
    const setting = configuration.get(cause);
    if (setting !== undefined) lines.push(`  Set in: ${oneLine(settingText(setting))}`);
    for (const one of report.certificates?.get(cause) ?? []) {
      lines.push(`  Certificate: ${oneLine(`${one.path}: ${one.message}`)}`);
    }
    lines.push(`  Example: ${oneLine(file)}:${example.line + 1}`);
    for (const { name, count } of cause.occurrence.servers) lines.push(`    ${oneLine(name)}: ${count}`);
  }
  for (const table of logTables(report, (uri) => context.relativePath(uri))) {
    lines.push('', style.strong(table.title), ...tableLines(table));
  }
  const notes = logNotes(summary);
  if (notes.length > 0) lines.push('', ...notes);
  return `${lines.join('\n')}\n`;
}

/** `web.config:12: sslFlags="Ssl"`, one-based. */
function settingText({ path, range, value }: CauseConfiguration): string {
  return `${path}:${range.start.line + 1}: ${value}`;
}

function tableLines({ head, rows, more }: LogTable): string[] {
  const cells = [head, ...rows].map((row) => row.map((cell) => oneLine(cell)));
  const widths = head.map((_, column) => Math.min(48, Math.max(...cells.map((row) => row[column]!.length))));
  const lines = cells.map(
    (row) =>
      `  ${row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd()}`,
  );
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}

export function logsMarkdown(report: LogReport, context: LogReportContext): string {
  const { summary, causes, configuration } = report;
  const parts = ['# Log analysis', markdownText(logVerdict(report))];
  for (const cause of causes) {
    const { example, servers } = cause.occurrence;
    const file = context.relativePath(summary.files[example.file]!.uri);
    const setting = configuration.get(cause);
    parts.push(
      `## ${markdownText(cause.title)}`,
      `${capitalise(cause.severity)}, ${markdownCode(cause.rule)}: ${markdownText(causeFigures(cause))}.`,
      markdownText(cause.explanation),
      `**Fix:** ${markdownText(cause.remedy)}`,
      [
        ...(setting === undefined ? [] : [`- Set in ${markdownText(settingText(setting))}`]),
        ...(report.certificates?.get(cause) ?? []).map(
          ({ path, message }) => `- Certificate ${markdownText(`${path}: ${message}`)}`,
        ),
        `- Example: ${markdownText(`${file}:${example.line + 1}`)}`,
        ...servers.map(({ name, count }) => `- ${markdownText(name)}: ${count}`),
      ].join('\n'),
    );
  }
  for (const { title, head, rows, more } of logTables(report, (uri) => context.relativePath(uri))) {
    const line = (row: readonly string[]): string => `| ${row.map(markdownText).join(' | ')} |`;
    const table = [line(head), line(head.map(() => '---')).replaceAll('\\-', '-'), ...rows.map(line)].join('\n');
    parts.push(`## ${title}`, table, ...(more > 0 ? [`and ${more} more`] : []));
  }
  parts.push(...logNotes(summary).map(markdownText));
  return `${parts.join('\n\n')}\n`;
}

export function logsHtml(report: LogReport, context: LogReportContext): string {
  const { summary, causes, configuration } = report;
  const parts = ['<h1>Log analysis</h1>', `<p class="verdict">${htmlText(logVerdict(report))}</p>`];
  for (const cause of causes) {
    const { example, servers } = cause.occurrence;
    const file = context.relativePath(summary.files[example.file]!.uri);
    const setting = configuration.get(cause);
    const facts: [string, string][] = [
      ...(setting === undefined ? [] : [['Set in', settingText(setting)] as [string, string]]),
      ...(report.certificates?.get(cause) ?? []).map(({ path, message }): [string, string] => [
        'Certificate',
        `${path}: ${message}`,
      ]),
      ['Example', `${file}:${example.line + 1}`],
      ['Servers', servers.map(({ name, count }) => `${name}: ${count}`).join(', ')],
    ];
    parts.push(
      `<section class="finding ${cause.severity}"><h2>${htmlText(cause.title)}</h2>`,
      `<p><span class="${cause.severity}">${cause.severity}</span> <code>${htmlText(cause.rule)}</code>: ${htmlText(causeFigures(cause))}</p>`,
      `<p>${htmlText(cause.explanation)}</p><p><strong>Fix:</strong> ${htmlText(cause.remedy)}</p>`,
      `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${htmlText(value)}</dd>`).join('')}</dl></section>`,
    );
  }
  for (const { title, head, rows, more } of logTables(report, (uri) => context.relativePath(uri))) {
    const cells = (row: readonly string[], tag: string): string =>
      row.map((cell) => `<${tag}>${htmlText(cell)}</${tag}>`).join('');
    parts.push(
      `<table><caption>${title}</caption><thead><tr>${cells(head, 'th scope="col"').replaceAll('</th scope="col">', '</th>')}</tr></thead>`,
      `<tbody>${rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('')}</tbody></table>`,
      ...(more > 0 ? [`<p class="faint">and ${more} more</p>`] : []),
    );
  }
  parts.push(...logNotes(summary).map((note) => `<p>${htmlText(note)}</p>`));
  return htmlPage('Log analysis', parts.join('\n'));
}
