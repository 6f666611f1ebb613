// The answer to a question about logs as text, JSON, Markdown or HTML.
import type { Answer, Question, Value } from '../logs/questions/question.js';
import { oneLine } from '../text/display.js';
import { markdownText } from '../text/markdown-escape.js';
import { htmlText } from './html-escape.js';
import { htmlPage } from './html-page.js';

export function answerText(question: Question, answer: Answer, format: string, version: string): string {
  switch (format) {
    case 'json':
      return answerJson(question, answer, version);
    case 'markdown':
      return answerMarkdown(question, answer);
    case 'html':
      return answerHtml(question, answer);
    default:
      return answerPlain(question, answer);
  }
}

function answerJson({ id, title }: Question, { head, rows }: Answer, version: string): string {
  const objects = rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
  return `${JSON.stringify({ tool: 'exchange-cba', version, question: id, title, rows: objects }, null, 2)}\n`;
}

const shown = (value: Value): string => (value === null ? '' : String(value));

function answerPlain({ title }: Question, { head, rows }: Answer): string {
  const cells = [head, ...rows.map((row) => row.map(shown))].map((row) => row.map(oneLine));
  const widths = head.map((_, i) => cells.reduce((width, row) => Math.max(width, row[i]!.length), 0));
  const lines = cells.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return `${[`${title}?`, '', ...lines].join('\n')}\n`;
}

function answerMarkdown({ title }: Question, { head, rows }: Answer): string {
  const line = (row: readonly string[]): string => `| ${row.map(markdownText).join(' | ')} |`;
  const rule = `| ${head.map(() => '---').join(' | ')} |`;
  return `${[`# ${title}?`, '', line(head), rule, ...rows.map((row) => line(row.map(shown)))].join('\n')}\n`;
}

function answerHtml({ title }: Question, { head, rows }: Answer): string {
  const top = head.map((name) => `<th scope="col">${htmlText(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((value) => `<td>${htmlText(shown(value))}</td>`).join('')}</tr>`);
  return htmlPage(
    title,
    `<h1>${htmlText(title)}?</h1>\n<table><thead><tr>${top}</tr></thead><tbody>${body.join('\n')}</tbody></table>`,
  );
}
