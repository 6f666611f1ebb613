// Evidence as mails, tickets, and transcripts carry it: quoted, indented, below a prompt, with blank lines
// between its lines. What they added is taken off; an offset of the rest leads back to the text as it is.
import type { Range } from '../text/range.js';

export interface PlainText {
  readonly text: string;
  /** The offset in the whole text that stands for an offset of `text`. */
  readonly at: (offset: number) => number;
}

/** Mails show what they add where they begin; large files are not looked through for it. */
const headLength = 65_536;

const quote = /^(?:[ \t]{0,3}>)+ ?/;
const lineEnd = /\r{0,2}\n|\r/g;

/** A prompt of Windows with a command, alone above output that is told by its first character. */
const prompt = /^\s{0,200}(?:\[?PS\]?[^\r\n>]{0,300}|[A-Za-z]:\\[^\r\n>]{0,300})>[^\r\n]{0,2000}[\r\n]{1,8}(?=[<{["])/;

/** PowerShell 7 colors what a transcript or a terminal keeps. */
const color = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]{0,20}m`, 'g');

interface Line {
  readonly start: number;
  readonly end: number;
}

/** Null for a text to which nothing was added. */
export function plainText(text: string): PlainText | null {
  const first = text.startsWith('\uFEFF') ? 1 : 0;
  const head = text.slice(first, headLength);
  const below = prompt.exec(head)?.[0].length ?? 0;
  const isChanged =
    below > 0 ||
    /^[ \t]{0,3}>|[\u00a0\u2007\u202f]|\r\r\n/m.test(head) ||
    isSpread(head) ||
    head.search(color) >= 0 ||
    !/^\S/m.test(head);
  if (!isChanged || head.trim() === '') return null;
  const lines = linesOf(text, first + below).map(({ start, end }): Line => {
    const added = quote.exec(text.slice(start, Math.min(end, start + 200)))?.[0].length ?? 0;
    return { start: start + added, end };
  });
  const isBlank = ({ start, end }: Line): boolean => text.slice(start, end).trim() === '';
  const indents = lines.flatMap((line) => (isBlank(line) ? [] : [indentOf(text, line)]));
  const indent = indents.reduce((least, one) => Math.min(least, one), 1000);
  const isDouble = isSpread(
    lines
      .map(({ start, end }) => text.slice(start, end))
      .join('\n')
      .slice(0, headLength),
  );
  const parts: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let length = 0;
  const add = (part: string, at: number): void => {
    parts.push(part);
    from.push(length);
    to.push(at);
    length += part.length;
  };
  let wasBlank = true;
  lines.forEach((line, index) => {
    const blank = isBlank(line);
    const isExtra = isDouble && blank && !wasBlank;
    wasBlank = blank;
    if (isExtra) return;
    const start = Math.min(line.start + indent, line.end);
    let at = start;
    for (const { 0: code, index: before } of text.slice(start, line.end).matchAll(color)) {
      add(text.slice(at, start + before), at);
      at = start + before + code.length;
    }
    add(text.slice(at, line.end), at);
    if (index < lines.length - 1) add('\n', line.end);
  });
  if (from.length === 0) return null;
  const at = (offset: number): number => {
    let low = 0;
    for (let high = from.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if (from[middle]! <= offset) low = middle;
      else high = middle;
    }
    return to[low]! + offset - from[low]!;
  };
  return { text: parts.join('').replace(/[\u00a0\u2007\u202f]/g, ' '), at };
}

/** At least six lines, and a blank one below each. */
function isSpread(text: string): boolean {
  const lines = text.trim().split(/\r{0,2}\n|\r/);
  const filled = lines.filter((line) => line.trim() !== '').length;
  return filled >= 6 && lines.every((line, index) => line.trim() === '' || (lines[index + 1] ?? '').trim() === '');
}

function linesOf(text: string, start: number): Line[] {
  const lines: Line[] = [];
  let at = start;
  lineEnd.lastIndex = start;
  for (let found = lineEnd.exec(text); found; found = lineEnd.exec(text)) {
    lines.push({ start: at, end: found.index });
    at = found.index + found[0].length;
  }
  lines.push({ start: at, end: text.length });
  return lines;
}

function indentOf(text: string, { start, end }: Line): number {
  let at = start;
  while (at < end && /\s/.test(text[at]!)) at++;
  return at - start;
}

/** A value with every range in it moved to where it is in the whole text. */
export function moved<T>(value: T, at: PlainText['at']): T {
  return move(value, at) as T;
}

function move(value: unknown, at: PlainText['at']): unknown {
  if (Array.isArray(value)) return value.map((item) => move(item, at));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (isRange(value)) return { start: at(value.start), end: at(value.end) };
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, move(item, at)]));
}

function isRange(value: object): value is Range {
  return 'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number';
}
