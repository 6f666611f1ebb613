// Gives equal names in one text the same string, so that a document holds each name once and comparing them
// is cheap.

const SLOTS = 1024;
const LONGEST = 64;

/** A cache of the names met last, one per slot: it forgets, and never grows. */
export class Names {
  readonly #text: string;
  readonly #slots: string[] = new Array<string>(SLOTS).fill('');

  constructor(text: string) {
    this.#text = text;
  }

  /** `text.slice(start, end)`. */
  at(start: number, end: number): string {
    const text = this.#text;
    const length = end - start;
    if (length > LONGEST) return text.slice(start, end);
    const middle = text.charCodeAt(start + (length >> 1));
    const slot =
      (length * 37 + text.charCodeAt(start) * 101 + middle * 13 + text.charCodeAt(end - 1) * 7) & (SLOTS - 1);
    const known = this.#slots[slot]!;
    if (known.length === length) {
      let i = 0;
      while (i < length && known.charCodeAt(i) === text.charCodeAt(start + i)) i++;
      if (i === length) return known;
    }
    return (this.#slots[slot] = text.slice(start, end));
  }
}
