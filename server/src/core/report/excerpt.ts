// The source line of a place with carets under the exact range.
import type { LineIndex } from '../text/line-index.js';
import type { Range } from '../text/range.js';
import { cells, type Cell } from '../text/display.js';
import { sourceLine, type SourceLine } from './source-line.js';

export interface Excerpt {
  /** One-based. */
  readonly line: number;
  /** The line as it is shown; the ends of a long one are cut off and marked with `...`. */
  readonly source: string;
  /** Spaces and carets that are under `source`. */
  readonly carets: string;
  /** One-based number of the line on which the range ends, when that is another one; otherwise null. */
  readonly through: number | null;
}

const ellipsis = '...';

/**
 * The line on which the range starts. Of a range over several lines the carets go to the end of the first one
 * that it covers with more than white space. `width` is how many columns the source may take. Null for a text
 * without that line.
 */
export function excerpt(index: LineIndex, range: Range, width: number): Excerpt | null {
  const shown = sourceLine(index, range);
  const near = nearby(shown, 4 * width);
  const line = cells(near.text);
  if (line.length === 0 && shown.line === shown.lastLine) return null;
  const marked = markedColumns(line, near.start, near.end);
  const { text, shift, columns } = crop(line, marked, width, near);
  const caretStart = Math.max(0, marked.start - shift);
  const caretEnd = Math.max(caretStart + 1, Math.min(marked.end - shift, columns));
  return {
    line: shown.line + 1,
    source: text,
    carets: ' '.repeat(caretStart) + '^'.repeat(caretEnd - caretStart),
    through: shown.lastLine > shown.line ? shown.lastLine + 1 : null,
  };
}

interface Nearby {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly isCutBefore: boolean;
  readonly isCutAfter: boolean;
}

/**
 * The part of a very long line from which the excerpt is taken, `reach` characters on each side of where the
 * range starts, so that many findings on one long line do not each cost the whole line.
 */
function nearby({ text, start, end }: SourceLine, reach: number): Nearby {
  if (text.length <= 4 * reach) return { text, start, end, isCutBefore: false, isCutAfter: false };
  const from = boundary(text, Math.max(0, start - reach));
  const to = boundary(text, Math.min(text.length, start + reach));
  return {
    text: text.slice(from, to),
    start: start - from,
    end: Math.min(end, to) - from,
    isCutBefore: from > 0,
    isCutAfter: to < text.length,
  };
}

/** The offset, or the one before it where it is inside a pair of surrogates. */
function boundary(text: string, offset: number): number {
  return offset > 0 && text.codePointAt(offset - 1)! > 0xffff ? offset - 1 : offset;
}

/** Columns from the cell at `from` up to the cell at `to`. */
function markedColumns(line: readonly Cell[], from: number, to: number): { start: number; end: number } {
  let column = 0;
  let start: number | null = null;
  let end: number | null = null;
  for (const cell of line) {
    if (start === null && cell.offset >= from) start = column;
    if (end === null && cell.offset >= to) end = column;
    column += cell.columns;
  }
  return { start: start ?? column, end: end ?? column };
}

/** What of the line is shown, and by how many columns everything moves to the left. */
function crop(
  line: readonly Cell[],
  marked: { readonly start: number; readonly end: number },
  width: number,
  { isCutBefore, isCutAfter }: Nearby,
): { text: string; shift: number; columns: number } {
  const total = line.reduce((sum, cell) => sum + cell.columns, 0);
  const trimmed = line
    .map(({ text }) => text)
    .join('')
    .trimEnd();
  if (total <= width) return { text: trimmed, shift: 0, columns: total };
  const room = Math.max(20, width) - 2 * ellipsis.length;
  const markedWidth = Math.min(marked.end - marked.start, room);
  // The mark is in the middle, unless an end of the line is nearer.
  let from = Math.max(0, marked.start - Math.floor((room - markedWidth) / 2));
  if (from <= ellipsis.length) from = 0;
  if (from + room > total) from = Math.max(0, total - room);
  let column = 0;
  let text = '';
  let first: number | null = null;
  let shown = 0;
  for (const cell of line) {
    const end = column + cell.columns;
    if (column >= from && end <= from + room) {
      first ??= column;
      text += cell.text;
      shown = end;
    }
    column = end;
  }
  const cutBefore = isCutBefore || (first ?? 0) > 0;
  const cutAfter = isCutAfter || shown < total;
  const shift = (first ?? 0) - (cutBefore ? ellipsis.length : 0);
  return {
    text: (cutBefore ? ellipsis : '') + (cutAfter ? text + ellipsis : text.trimEnd()),
    shift,
    columns: shown - shift,
  };
}
