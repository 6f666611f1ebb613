// What is the same in two versions of a text: a beginning and an end.

export class TextChange {
  readonly #sameUntil: number;
  readonly #sameFrom: number;
  readonly #longer: number;

  constructor(before: string, now: string) {
    const shorter = Math.min(before.length, now.length);
    let start = 0;
    while (start < shorter && before.charCodeAt(start) === now.charCodeAt(start)) start++;
    let end = 0;
    const most = shorter - start;
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
