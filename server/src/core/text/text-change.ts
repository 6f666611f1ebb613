// What is the same in two versions of a text: a beginning and an end.

/** So many characters are compared at once, which is many times as fast as one after the other. */
const piece = 4096;

export class TextChange {
  readonly #sameUntil: number;
  readonly #sameFrom: number;
  readonly #longer: number;

  constructor(before: string, now: string) {
    const shorter = Math.min(before.length, now.length);
    let start = 0;
    while (start + piece <= shorter && before.slice(start, start + piece) === now.slice(start, start + piece))
      start += piece;
    while (start < shorter && before.charCodeAt(start) === now.charCodeAt(start)) start++;
    let end = 0;
    const most = shorter - start;
    const last = (text: string): string => text.slice(text.length - end - piece, text.length - end);
    while (end + piece <= most && last(before) === last(now)) end += piece;
    while (end < most && before.charCodeAt(before.length - 1 - end) === now.charCodeAt(now.length - 1 - end)) end++;
    this.#sameUntil = start;
    this.#sameFrom = now.length - end;
    this.#longer = now.length - before.length;
  }

  /** Where a piece of the new text starts in the old one; -1 where it is not, or not wholly, in what is the same. */
  before(start: number, end: number): number {
    if (end <= this.#sameUntil) return start;
    return start >= this.#sameFrom ? start - this.#longer : -1;
  }
}
