// Bytes that are read one at a time and four at a time.

/** `words` lies over exactly the same bytes; its words are read as little-endian. */
export interface ByteSource {
  readonly bytes: Uint8Array;
  readonly words: DataView;
}

/** A view of four bytes at a time over bytes. */
export function wordsOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function byteSource(bytes: Uint8Array): ByteSource {
  return { bytes, words: wordsOf(bytes) };
}

/**
 * Marks with its highest bit each of the four bytes of `word` that is zero. A byte above a zero may be marked
 * too, so look at the byte itself; none that is zero is left out.
 */
export function zeroBytes(word: number): number {
  return (word - 0x0101_0101) & ~word & 0x8080_8080;
}

/**
 * Marks in the same way each byte up to and including a space, and so every byte that ends a field or a line.
 */
export function separatorBytes(word: number): number {
  return (word - 0x2121_2121) & ~word & 0x8080_8080;
}

/** Which of the four bytes the lowest mark is at. */
export function firstMark(marks: number): number {
  return (31 - Math.clz32(marks & -marks)) >> 3;
}

/** An ASCII text that is compared without case, four bytes at a time. */
export class FoldedText {
  readonly length: number;
  readonly #text: Int32Array;
  readonly #fold: Int32Array;

  /** `text`: in lower case, at least four characters. */
  constructor(text: string) {
    this.length = text.length;
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    const folds = bytes.map((byte) => (byte >= 97 && byte <= 122 ? 32 : 0));
    const offsets = Array.from({ length: Math.ceil(text.length / 4) }, (_, i) => Math.min(4 * i, text.length - 4));
    this.#text = Int32Array.from(offsets, (offset) => wordsOf(bytes).getInt32(offset, true));
    this.#fold = Int32Array.from(offsets, (offset) => wordsOf(folds).getInt32(offset, true));
  }

  /** True when the bytes from `start` begin with the text; `end` is where they end. */
  startsAt({ words }: ByteSource, start: number, end: number): boolean {
    const text = this.#text;
    const fold = this.#fold;
    const last = this.length - 4;
    if (end - start < this.length) return false;
    for (let i = 0; i < text.length; i++) {
      const offset = start + (4 * i < last ? 4 * i : last);
      if ((words.getInt32(offset, true) | fold[i]!) !== text[i]) return false;
    }
    return true;
  }
}

/** A value that the next line often repeats. */
export class RememberedBytes {
  readonly #bytes = new Uint8Array(64);
  /** -1 while nothing, or something too long, is remembered. */
  #length = -1;

  equals({ bytes }: ByteSource, start: number, end: number): boolean {
    if (end - start !== this.#length) return false;
    // Values that differ do so at the end.
    for (let i = this.#length - 1; i >= 0; i--) if (bytes[start + i] !== this.#bytes[i]) return false;
    return true;
  }

  remember({ bytes }: ByteSource, start: number, end: number): void {
    this.#length = end - start > this.#bytes.length ? -1 : end - start;
    for (let i = 0; i < this.#length; i++) this.#bytes[i] = bytes[start + i]!;
  }
}
