// The times at which a mobile device succeeded, as intervals in which any two neighbors are at most a minute apart.

/** A 401 counts as the first leg of what succeeds within so many seconds. */
export const legSeconds = 60;

/** Ordered starts and ends in turn. The oldest are given up beyond the bound. */
export class SuccessTimes {
  readonly #bounds: number[] = [];

  /** True when it succeeded at any time. */
  get any(): boolean {
    return this.#bounds.length > 0;
  }

  /** `maximum`: how many numbers are kept. */
  add(time: number, maximum: number): void {
    const bounds = this.#bounds;
    const last = bounds.length - 1;
    if (last < 0 || time > bounds[last]! + legSeconds) bounds.push(time, time);
    else if (time >= bounds[last - 1]!) bounds[last] = Math.max(bounds[last]!, time);
    else this.#insert(time);
    if (bounds.length > maximum) bounds.splice(0, bounds.length - (maximum & ~1));
  }

  /** True when a success follows a time within a minute. */
  follow(time: number): boolean {
    const index = this.#firstEndFrom(time);
    const start = this.#bounds[index - 1];
    return start !== undefined && start - legSeconds <= time;
  }

  /** The index of the first end that is not before `time`. */
  #firstEndFrom(time: number): number {
    let low = 0;
    let high = this.#bounds.length >> 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#bounds[2 * middle + 1]! < time) low = middle + 1;
      else high = middle;
    }
    return 2 * low + 1;
  }

  #insert(time: number): void {
    const bounds = this.#bounds;
    const end = this.#firstEndFrom(time - legSeconds);
    const start = end - 1;
    if (bounds[start]! > time + legSeconds) {
      bounds.splice(start, 0, time, time);
      return;
    }
    bounds[start] = Math.min(bounds[start]!, time);
    bounds[end] = Math.max(bounds[end]!, time);
    if (bounds[end + 1]! <= bounds[end] + legSeconds) {
      bounds.splice(end, 2);
    }
  }
}
