// Cuts chunks of bytes into lines and their fields in one pass, without copying what lies inside a chunk.
import { firstMark, separatorBytes, wordsOf, type ByteSource } from './byte-source.js';

/** More fields than any log has; further ones are counted and not kept. */
const maximumFields = 96;

/** A longer line is cut; what is cut off is not read. */
const maximumLine = 1024 * 1024;

/** A line as it is in a buffer. Valid only during the call that hands it over. */
export class LineView implements ByteSource {
  bytes: Uint8Array = new Uint8Array(0);
  words: DataView = wordsOf(this.bytes);
  /** The line is `bytes[start, end)`, without CR and LF. */
  start = 0;
  end = 0;
  /** Zero-based number of the line in its file. */
  line = 0;
  /** How many fields the spaces make; at most the first 96 have positions. */
  fields = 0;
  /** True when the line holds a NUL byte. */
  hasNul = false;
  /** Where each field starts; field `i` ends one before `starts[i + 1]`, the last at `end`. */
  readonly starts = new Int32Array(maximumFields + 2);

  fieldStart(index: number): number {
    return this.starts[index]!;
  }

  fieldEnd(index: number): number {
    return index + 1 < this.fields && index < maximumFields ? this.starts[index + 1]! - 1 : this.end;
  }

  /** True when field `index` exists and is more than `-`. */
  has(index: number): boolean {
    if (index < 0 || index >= this.fields || index >= maximumFields) return false;
    const start = this.starts[index]!;
    const end = this.fieldEnd(index);
    return end - start > 1 || (end - start === 1 && this.bytes[start] !== 45);
  }

  /** Makes bytes the line and finds their fields. */
  hold(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.words = wordsOf(bytes);
    this.start = 0;
    this.end = bytes.length;
    let fields = 1;
    this.starts[0] = 0;
    for (let i = 0; i < bytes.length; i++) {
      if (bytes[i] === 32) {
        if (fields <= maximumFields) this.starts[fields] = i + 1;
        fields++;
      }
    }
    this.fields = fields;
  }
}

/** Feeds lines to `take`; `lines` counts physical lines, an unterminated last one included. */
export class LineSplitter {
  readonly #take: (view: LineView) => void;
  readonly #view = new LineView();
  #rest: Uint8Array | null = null;
  #skipping = false;
  #lines = 0;

  constructor(take: (view: LineView) => void) {
    this.#take = take;
  }

  get lines(): number {
    return this.#lines;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    if (this.#rest !== null) {
      const end = chunk.indexOf(10);
      if (end < 0) {
        this.#keep(chunk);
        return;
      }
      this.#keep(chunk.subarray(0, end));
      this.#finishRest();
      from = end + 1;
    }
    this.#lineByLine(chunk, from);
  }

  #lineByLine(chunk: Uint8Array, from: number): void {
    const view = this.#view;
    view.bytes = chunk;
    view.words = wordsOf(chunk);
    let start = from;
    for (let end = findFields(view, start); end >= 0; end = findFields(view, start)) {
      view.start = start;
      view.end = end > start && chunk[end - 1] === 13 ? end - 1 : end;
      view.line = this.#lines++;
      this.#take(view);
      start = end + 1;
    }
    for (let end = chunk.indexOf(10, start); end >= 0; end = chunk.indexOf(10, start)) {
      this.#keep(chunk.subarray(start, end));
      this.#finishRest();
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /** After the last chunk. */
  end(): void {
    if (this.#rest !== null) this.#finishRest();
  }

  #keep(part: Uint8Array): void {
    const rest = this.#rest;
    const room = maximumLine - (rest?.length ?? 0);
    if (this.#skipping || part.length > room) this.#skipping = true;
    const added = part.length > room ? part.subarray(0, Math.max(0, room)) : part;
    const joined = new Uint8Array((rest?.length ?? 0) + added.length);
    if (rest !== null) joined.set(rest);
    joined.set(added, rest?.length ?? 0);
    this.#rest = joined;
  }

  #finishRest(): void {
    const bytes = this.#rest!;
    this.#rest = null;
    this.#skipping = false;
    const view = this.#view;
    view.hold(bytes);
    if (bytes.at(-1) === 13) view.end--;
    view.hasNul = bytes.includes(0);
    view.line = this.#lines++;
    this.#take(view);
  }
}

/**
 * Finds the fields of the line that starts at `start`, and where it ends; -1 where that is not among the whole
 * words that are left. Most groups of four bytes belong to a field and tell nothing. A function of one line is
 * called so often that it is compiled for good, unlike a loop over the chunk.
 */
function findFields(view: LineView, start: number): number {
  const { bytes, words, starts } = view;
  const whole = bytes.length - 3;
  let fields = 1;
  let hasNul = false;
  starts[0] = start;
  for (let at = start; at < whole; at += 4) {
    for (let marks = separatorBytes(words.getInt32(at, true)); marks !== 0; marks &= marks - 1) {
      const end = at + firstMark(marks);
      const byte = bytes[end];
      if (byte === 32) {
        if (fields <= maximumFields) starts[fields] = end + 1;
        fields++;
      } else if (byte === 10) {
        view.fields = fields;
        view.hasNul = hasNul;
        return end;
      } else if (byte === 0) hasNul = true;
    }
  }
  return -1;
}
