// Counts failures by hour and signature.
import type { Signature } from './signature.js';

/** More hours than two years have are not shown. */
const maximumHours = 20_000;

export interface TimelineHour {
  /** Hours since 1970. */
  readonly hour: number;
  readonly counts: ReadonlyMap<Signature, number>;
}

interface Count {
  count: number;
}

export class Timeline {
  readonly #hours = new Map<number, Map<Signature, Count>>();
  #lastHour = NaN;
  #lastCounts: Map<Signature, Count> | undefined;

  /** `time`: seconds since 1970; NaN is left out. */
  add(time: number, signature: Signature): void {
    if (Number.isNaN(time)) return;
    const hour = Math.floor(time / 3600);
    let counts = hour === this.#lastHour ? this.#lastCounts : this.#hours.get(hour);
    if (counts === undefined) {
      if (this.#hours.size >= maximumHours) return;
      this.#hours.set(hour, (counts = new Map<Signature, Count>()));
    }
    this.#lastHour = hour;
    this.#lastCounts = counts;
    const known = counts.get(signature);
    if (known === undefined) counts.set(signature, { count: 1 });
    else known.count++;
  }

  /** Earliest first. */
  sorted(): TimelineHour[] {
    return [...this.#hours]
      .sort(([a], [b]) => a - b)
      .map(([hour, counts]) => ({
        hour,
        counts: new Map([...counts].map(([signature, { count }]) => [signature, count])),
      }));
  }
}
