// Text that Markdown shows as it is, whatever characters are in it.
import { oneLine } from './display.js';

/** Running text on one line: no emphasis, link, HTML, table cell or list can come out of it. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>#|~!&$@]/g, (character) => escapes.get(character) ?? `\\${character}`)
    .replace(/^(\s*)([-+=])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replace(/\b(https?):\/\//gi, '$1&#58;//')
    .replace(/\bwww\./gi, 'www&#46;');
}

/** An address that starts by itself, a mention, or a reference would become a link: entities keep it text. */
const escapes: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  ['@', '&#64;'],
]);

/** A code span on one line; not for table cells, where GitHub gives `|` a meaning even inside one. */
export function markdownCode(text: string): string {
  const line = oneLine(text);
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad =
    line === '' || line.startsWith('`') || line.endsWith('`') || (line.startsWith(' ') && line.endsWith(' '))
      ? ' '
      : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** A code block of several lines, whose text cannot end it. */
export function markdownBlock(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  const lines = text.trimEnd().split(/\r\n|\r|\n/);
  return `${fence}${language}\n${lines.map((line) => oneLine(line)).join('\n')}\n${fence}`;
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
