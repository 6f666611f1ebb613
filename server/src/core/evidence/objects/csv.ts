// Objects as Export-Csv writes them: a header with the property names, one record for each object (RFC 4180).
import type { Range } from '../../text/range.js';
import type { EvidenceObject } from './model.js';

const delimiters = [',', ';', '\t'] as const;

interface Cell {
  readonly text: string;
  readonly range: Range;
}

/**
 * Whether the first line can be the header of an export: at least two words, each a property name, none
 * twice.
 */
export function looksLikeCsv(text: string): boolean {
  return headerOf(text) !== null;
}

/**
 * One object a record, with the range of its line; empty for a text without a header. Records cut off in
 * quotes end with the text.
 */
export function readCsv(text: string): EvidenceObject[] {
  const header = headerOf(text);
  if (!header) return [];
  const { names, types, delimiter } = header;
  const objects: EvidenceObject[] = [];
  for (let at = header.end; at < text.length;) {
    const { cells, end } = recordAt(text, at, delimiter);
    at = end;
    const [first] = cells;
    const last = cells.at(-1);
    if (!first || !last || (cells.length === 1 && first.text.trim() === '')) continue;
    // Fewer cells than names: the record was cut off, and what it does not have is unknown.
    const properties = names.slice(0, cells.length).map((name, index) => {
      const { text: value, range } = cells[index]!;
      return { name, value: { text: value, range, items: null, object: null, isCut: isTypeName(value) } };
    });
    objects.push({ types, properties, range: { start: first.range.start, end: last.range.end } });
  }
  return objects;
}

interface Header {
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly delimiter: string;
  /** Offset behind the line of the names. */
  readonly end: number;
}

function headerOf(text: string): Header | null {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let types: readonly string[] = [];
  // Excel asks for the delimiter above the header.
  at += /^"?sep=[,;\t]"?(?:\r\n|\n|\r)/i.exec(text.slice(at, at + 20))?.[0].length ?? 0;
  const type = /^#TYPE ([^\r\n]{1,300})(?:\r\n|\n|\r)/.exec(text.slice(at, at + 320));
  if (type) {
    types = [type[1]!.trim()];
    at += type[0].length;
  }
  const line = /[^\r\n]*/y;
  line.lastIndex = at;
  const head = line.exec(text)![0];
  if (head.length > 60_000) return null;
  for (const delimiter of delimiters) {
    const { cells, end } = recordAt(text, at, delimiter);
    const names = cells.map((cell) => cell.text);
    const isHeader = names.length > 1 && names.every((name) => /^[A-Za-z_][\w.-]{0,99}$/.test(name));
    const isUnique = new Set(names.map((name) => name.toLowerCase())).size === names.length;
    if (isHeader && isUnique) return { names, types, delimiter, end };
  }
  return null;
}

/** Export-Csv writes collections and objects as the name of their type. */
function isTypeName(value: string): boolean {
  return /^(?:System|Microsoft|Deserialized)\.[\w.`+[\],= ]+$/.test(value);
}

/** The cells of the record at an offset, and the offset behind its line end. */
function recordAt(text: string, start: number, delimiter: string): { cells: Cell[]; end: number } {
  const cells: Cell[] = [];
  for (let at = start; ;) {
    const cell = text[at] === '"' ? quoted(text, at, delimiter) : plain(text, at, delimiter);
    cells.push(cell.cell);
    at = cell.end;
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    return { cells, end: Math.min(at + 1, text.length) };
  }
}

function plain(text: string, start: number, delimiter: string): { cell: Cell; end: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++;
  return { cell: { text: text.slice(start, end), range: { start, end } }, end };
}

/**
 * A quotation mark that no delimiter or line end follows was not doubled by its writer, and belongs to the
 * text.
 */
function quoted(text: string, start: number, delimiter: string): { cell: Cell; end: number } {
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    parts.push(text.slice(at, end));
    if (quote >= 0 && text[quote + 1] === '"') {
      parts.push('"');
      at = quote + 2;
      continue;
    }
    const after = quote < 0 ? end : behindBlanks(text, quote + 1);
    if (!isEnd(text[after], delimiter)) {
      parts.push('"');
      at = quote + 1;
      continue;
    }
    return { cell: { text: parts.join(''), range: { start: start + 1, end } }, end: after };
  }
}

function behindBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return at;
}

/** Of a cell; undefined is the end of the text. */
function isEnd(next: string | undefined, delimiter: string): boolean {
  return next === undefined || next === delimiter || next === '\n' || next === '\r';
}
