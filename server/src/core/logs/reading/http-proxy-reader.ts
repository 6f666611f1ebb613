// Reads the HttpProxy logs of Exchange: comma-separated, columns by name without case, because builds differ.
import { quotedCells } from './cells.js';
import type { LineSplitter } from './line-splitter.js';
import { textLines } from './text-lines.js';

/** One row: the value of a column by its lower-case name, '' where it is missing. */
export type HttpProxyRow = (column: string) => string;

export function httpProxyReader(
  takeRow: (row: HttpProxyRow, line: number) => void,
  unreadable: (line: number) => void,
): LineSplitter {
  let columns: ReadonlyMap<string, number> | null = null;
  return textLines((text, line, hasNul) => {
    const names = /^#Fields:\s*/i.exec(text);
    if (text.startsWith('#') && names === null) return;
    const cells = quotedCells(names === null ? text : text.slice(names[0].length), ',').map(({ value }) => value);
    const lower = cells.map((cell) => cell.trim().toLowerCase());
    if (names !== null || (lower.includes('requestid') && lower.includes('backendstatus'))) {
      columns = new Map(lower.map((name, i) => [name, i] as const).reverse());
      return;
    }
    const known = columns;
    if (known === null || hasNul || cells.length < Math.min(8, known.size)) {
      unreadable(line);
      return;
    }
    takeRow((column) => {
      const index = known.get(column);
      return index === undefined ? '' : (cells[index] ?? '');
    }, line);
  });
}
