// Translates a document in Markdown, HTML, or CSV into the user's language, sentence by sentence, without changing
// code.
import { htmlText } from '../core/face/reports.js';
import { csvRow } from '../core/text/csv.js';
import { markdownText } from '../core/text/markdown-escape.js';
import type { Say } from '../core/text/phrase-book.js';

/** Markdown line by line: headings, list items, table cells, and paragraphs; code blocks stay as they are. */
export function sayMarkdown(say: Say, markdown: string): string {
  let isCode = false;
  return markdown
    .split('\n')
    .map((line) => {
      if (line.startsWith('```')) isCode = !isCode;
      if (isCode || line.trim() === '') return line;
      if (line.startsWith('| ')) {
        return line
          .split(/(?<!\\)\|/)
          .map((cell) => cell.replace(/\S(?:.*\S)?/, (text) => sayLine(say, text)))
          .join('|');
      }
      const [, lead = '', label = '', text = ''] =
        /^(\s*(?:#+ |- (?:\[[ x]\] )?(?:`[^`]*`: )?|\d+\. )?)(\*\*[^*]*:\*\* )?(.*)$/.exec(line) ?? [];
      return lead + label.replace(/[^*:]+/, (word) => say(word)) + sayLine(say, text);
    })
    .join('\n');
}

/** CSV cell by cell; a cell without a translation stays as it is written. */
export function sayCsv(say: Say, csv: string): string {
  return csv.replace(/"(?:[^"]|"")*"|[^",\n]+/g, (written) => {
    const text = written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
    const said = say(text);
    return said === text ? written : csvRow([said]).trimEnd();
  });
}

/** A line as a whole, else the pieces between its code spans. */
function sayLine(say: Say, line: string): string {
  const emphasis = /^\*\*[^*]+\*\*$/.test(line) ? '**' : '';
  const text = line.slice(emphasis.length, line.length - emphasis.length);
  // `Set by `file:3`: sslFlags: "Ssl"`: a label, a place, and a sentence of its own.
  const [, label = '', place = '', rest = ''] = /^([^`]+) (`[^`]*`:? ?)(.*)$/.exec(text) ?? [];
  if (label !== '' && say(label) !== label) return `${say(label)} ${place}${sayLine(say, rest)}`;
  const whole = sayMarkdownText(say, text);
  if (whole !== text || !text.includes('`')) return emphasis + whole + emphasis;
  return text
    .split(/(`[^`]*`)/)
    .map((piece, index) => (index % 2 === 1 ? piece : sayPiece(piece, (one) => sayMarkdownText(say, one))))
    .join('');
}

/**
 * HTML text by text, and names for screen readers; styles and code stay as they are. `locale` is that of the
 * answer.
 */
export function sayHtml(say: Say, html: string, locale: string | undefined): string {
  const inHtml = (text: string): string => sayEscaped(say, text, htmlText);
  return html
    .replace(/<(style|pre|code)\b[^>]*>[^]*?<\/\1>|<[^>]*>|[^<]+/g, (part) =>
      part.startsWith('<') ? part.replace(/(?<= aria-label=")[^"]*/, inHtml) : sayPiece(part, inHtml),
    )
    .replace('<html lang="en">', locale === undefined ? '<html>' : `<html lang="${locale.replace(/[^\w-]/g, '')}">`);
}

/** A text beside other markup: what joins it to its neighbors stays. */
function sayPiece(piece: string, sayText: (text: string) => string): string {
  const [, lead = '', bare = '', end = ''] = /^([\s:,(]*)(.*?)([\s:,()]*)$/s.exec(piece) ?? [];
  // A parenthesis that opens in the text closes there.
  const own = bare.includes('(') && end.startsWith(')') ? 1 : 0;
  const [text, rest] = [bare + end.slice(0, own), end.slice(own)];
  return text === '' ? piece : lead + sayText(text) + rest;
}

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#64': '@' };

const character = (_: string, name: string): string => characters[name]!;

/** Looks up the text that escapes stand for, and escapes its translation. */
function sayEscaped(say: Say, escaped: string, escape: (text: string) => string): string {
  const text = escaped.replace(/&(amp|lt|gt|quot|#39);/g, character);
  const said = say(text);
  return said === text ? escaped : escape(said);
}

const markdownEscapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** A text without escapes has none in its translation either. */
function sayMarkdownText(say: Say, text: string): string {
  if (text.includes('\\')) {
    const plain = text.replace(/\\([!-/:-@[-`{-~])/g, '$1').replace(/&(amp|lt|gt|#64);/g, character);
    const said = say(plain);
    if (said !== plain && markdownText(plain) === text) return markdownText(said);
  }
  if (!/&(?:amp|lt|gt);/.test(text)) return say(text);
  return sayEscaped(say, text, (said) => said.replace(/[&<>]/g, (one) => markdownEscapes[one]!));
}
