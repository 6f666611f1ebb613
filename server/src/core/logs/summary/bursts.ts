// Finds loops in requests of one device that went to several servers, whose logs are read one after the
// other.
import type { Event } from './incident.js';
import { loopRequests, loopSeconds } from './loops.js';

/** So many requests up to `event`, all within a minute and on one server. */
export interface Burst {
  readonly event: Event;
  readonly count: number;
}

/** A device that has more is looping on a single server too. */
const maximumBursts = 2000;

export class Bursts {
  readonly #bursts: Burst[] = [];

  add(event: Event, count: number): void {
    if (this.#bursts.length < maximumBursts) this.#bursts.push({ event, count });
  }

  /**
   * Those that are a loop together with others: more requests within a minute than a loop has, on more than
   * one server.
   */
  loops(): readonly Burst[] {
    const ordered = [...this.#bursts].sort((a, b) => a.event.time - b.event.time);
    const looping = new Set<Burst>();
    let start = 0;
    let requests = 0;
    for (const [end, { event, count }] of ordered.entries()) {
      requests += count;
      for (; ordered[start]!.event.time <= event.time - loopSeconds; start++) requests -= ordered[start]!.count;
      if (requests <= loopRequests) continue;
      const together = ordered.slice(start, end + 1);
      const isOnSeveral = together.some((one) => one.event.server !== event.server);
      if (isOnSeveral) for (const one of together) looping.add(one);
    }
    return [...looping];
  }
}
