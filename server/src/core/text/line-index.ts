// Offsets to lines and characters and back, in UTF-16 as LSP counts.
import type { Range } from './range.js';

/** Zero-based; `character` counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface PositionRange {
  readonly start: Position;
  readonly end: Position;
}

/** Knows where the lines of one text start. Lines end with CRLF, LF or CR. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;
  readonly #numbers: readonly number[] | null;

  /** `numbers`: of an excerpt, the number of each of its lines in the whole text. */
  constructor(text: string, numbers: readonly number[] | null = null) {
    this.#text = text;
    this.#numbers = numbers;
    // Searching for the next end is many times as fast as looking at each character.
    let feed = text.indexOf('\n');
    let carriage = text.indexOf('\r');
    while (feed >= 0 || carriage >= 0) {
      const isFeed = carriage < 0 || (feed >= 0 && feed <= carriage + 1);
      const end = isFeed ? feed : carriage;
      this.#starts.push(end + 1);
      if (feed >= 0 && feed <= end) feed = text.indexOf('\n', end + 1);
      if (carriage >= 0 && carriage <= end) carriage = text.indexOf('\r', end + 1);
    }
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** Offsets outside the text are clamped. */
  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#text.length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: this.#numbers?.[low] ?? low, character: clamped - this.#starts[low]! };
  }

  /**
   * Lines and characters outside the text are clamped; a character after a line means the line's end, before
   * its line end.
   */
  offsetAt(position: Position): number {
    const line = this.#row(position.line);
    if (line < 0) return 0;
    const start = this.#starts[line];
    if (start === undefined) return this.#text.length;
    return Math.max(start, Math.min(start + position.character, this.#lineEnd(line)));
  }

  /** Which line of the text has a number; one that an excerpt does not hold is outside of it. */
  #row(line: number): number {
    return this.#numbers === null || this.#numbers.length === 0 ? line : this.#numbers.indexOf(line);
  }

  /** The offset of the line end of a line that exists. */
  #lineEnd(line: number): number {
    const next = this.#starts[line + 1];
    if (next === undefined) return this.#text.length;
    const isCrlf = this.#text.charCodeAt(next - 1) === 10 && this.#text.charCodeAt(next - 2) === 13;
    return isCrlf ? next - 2 : next - 1;
  }

  rangeAt(range: Range): PositionRange {
    return { start: this.positionAt(range.start), end: this.positionAt(range.end) };
  }

  /** The text of a line without its line end; '' for a line that does not exist. */
  lineText(line: number): string {
    const row = this.#row(line);
    const start = this.#starts[row];
    return start === undefined ? '' : this.#text.slice(start, this.#lineEnd(row));
  }
}
