// Reads the HttpProxy logs of Exchange: comma-separated, columns by name without case, because builds differ.
import { byteText } from './byte-text.js';
import { LineSplitter } from './line-splitter.js';

/** One row: the value of a column by its lower-case name, '' where it is missing. */
export type HttpProxyRow = (column: string) => string;

export class HttpProxyReader {
  readonly #row: (row: HttpProxyRow, line: number) => void;
  readonly #unreadable: (line: number) => void;
  readonly #splitter: LineSplitter;
  #columns: ReadonlyMap<string, number> | null = null;

  constructor(row: (row: HttpProxyRow, line: number) => void, unreadable: (line: number) => void) {
    this.#row = row;
    this.#unreadable = unreadable;
    this.#splitter = new LineSplitter(({ bytes, start, end, line, hasNul }) => {
      this.#line(byteText(bytes, start, end).replace(/^\uFEFF/, ''), line, hasNul);
    });
  }

  get lines(): number {
    return this.#splitter.lines;
  }

  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
  }

  #line(text: string, line: number, hasNul: boolean): void {
    if (text.trim() === '') return;
    const names = /^#Fields:\s*/i.exec(text);
    if (text.startsWith('#') && names === null) return;
    const cells = csvCells(names === null ? text : text.slice(names[0].length));
    const lower = cells.map((cell) => cell.trim().toLowerCase());
    if (names !== null || (lower.includes('requestid') && lower.includes('backendstatus'))) {
      this.#columns = new Map(lower.map((name, i) => [name, i] as const).reverse());
      return;
    }
    const columns = this.#columns;
    if (columns === null || hasNul || cells.length < Math.min(8, columns.size)) {
      this.#unreadable(line);
      return;
    }
    this.#row((column) => {
      const index = columns.get(column);
      return index === undefined ? '' : (cells[index] ?? '');
    }, line);
  }
}

/** The cells of a line of RFC 4180; a quote that is not closed lasts to the end of the line. */
export function csvCells(line: string): string[] {
  const cells: string[] = [];
  for (let i = 0; i <= line.length;) {
    if (line[i] !== '"') {
      const comma = line.indexOf(',', i);
      const end = comma < 0 ? line.length : comma;
      cells.push(line.slice(i, end));
      i = end + 1;
      continue;
    }
    let value = '';
    let at = i + 1;
    for (;;) {
      const quote = line.indexOf('"', at);
      if (quote < 0) {
        value += line.slice(at);
        at = line.length;
        break;
      }
      value += line.slice(at, quote);
      at = quote + 1;
      if (line[at] !== '"') break;
      value += '"';
      at++;
    }
    const comma = line.indexOf(',', at);
    cells.push(value);
    i = (comma < 0 ? line.length : comma) + 1;
  }
  return cells;
}
