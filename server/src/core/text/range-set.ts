// Asks quickly whether a range touches any of many others.
import type { Range } from './range.js';

/** A fixed set of ranges. */
export class RangeSet {
  readonly #starts: number[] = [];
  /** The furthest end among the first n + 1 ranges. */
  readonly #ends: number[] = [];

  constructor(ranges: readonly Range[]) {
    let furthest = -1;
    for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
      furthest = Math.max(furthest, range.end);
      this.#starts.push(range.start);
      this.#ends.push(furthest);
    }
  }

  /** True when one of the ranges shares an offset or an edge with `range`. */
  touches(range: Range): boolean {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= range.end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && this.#ends[low - 1]! >= range.start;
  }
}
