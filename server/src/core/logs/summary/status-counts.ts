// Counts ActiveSync requests by status, substatus and Win32 status.

export interface StatusCount {
  readonly status: number;
  /** Null for a field that is not logged. */
  readonly substatus: number | null;
  readonly win32: number | null;
  count: number;
}

/** A log that has more combinations is made up; further ones are counted without their Win32 status. */
const maximumCounts = 20_000;

export class StatusCounts {
  readonly #counts = new Map<string, StatusCount>();
  /** The counts looked up last, by a number of few bits: a log repeats few combinations. */
  readonly #recent: (StatusCount | undefined)[] = new Array<undefined>(256).fill(undefined);

  /** One more request. */
  add(status: number, substatus: number | null, win32: number | null): void {
    const slot = (status * 31 + (substatus ?? 7) * 5 + ((win32 ?? 3) | 0)) & 255;
    let count = this.#recent[slot];
    if (count?.status !== status || count.substatus !== substatus || count.win32 !== win32) {
      this.#recent[slot] = count = this.#countOf(status, substatus, win32);
    }
    count.count++;
  }

  /** Most frequent first. */
  sorted(): StatusCount[] {
    return [...this.#counts.values()].sort(
      (a, b) =>
        b.count - a.count ||
        a.status - b.status ||
        (a.substatus ?? -1) - (b.substatus ?? -1) ||
        (a.win32 ?? -1) - (b.win32 ?? -1),
    );
  }

  #countOf(status: number, substatus: number | null, win32: number | null): StatusCount {
    const key = `${status} ${substatus} ${win32}`;
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    if (this.#counts.size >= maximumCounts && win32 !== null) return this.#countOf(status, null, null);
    const count = { status, substatus, win32, count: 0 };
    this.#counts.set(key, count);
    return count;
  }
}
