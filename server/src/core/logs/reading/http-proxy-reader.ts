// Reads the HttpProxy logs of Exchange: comma-separated, columns by name without case, because builds differ.
import { byteText } from './byte-text.js';
import { quotedCells } from './cells.js';
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
    const cells = quotedCells(names === null ? text : text.slice(names[0].length), ',').map(({ value }) => value);
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
