// Requests that go in circles: too many within a minute, and provisioning that never ends.
import { later, type Event } from './incident.js';

/** More requests of one device within a minute are a loop (Exchange team blog, 601918). */
export const loopRequests = 60;
const loopSeconds = 60;

/** A loop is a cause from so many requests of a device. */
export const loopMinimum = 3;

/** The requests of the last minute. */
export class LoopWindow {
  readonly #times: number[] = [];
  #looping = false;

  /** How many requests belong to a loop that were not counted yet. */
  add(time: number): number {
    if (Number.isNaN(time)) return 0;
    const times = this.#times;
    // Another file starts earlier: its requests are a window of their own.
    if (times.length > 0 && time < times[times.length - 1]! - loopSeconds) times.length = 0;
    times.push(time);
    while (times[0]! <= time - loopSeconds || times.length > loopRequests + 1) times.shift();
    if (times.length <= loopRequests) {
      this.#looping = false;
      return 0;
    }
    const grown = this.#looping ? 1 : times.length;
    this.#looping = true;
    return grown;
  }
}

/** The 449s of a device since it last got past `Provision` and `Settings`. */
export class ProvisioningStreak {
  #first: Event | null = null;
  #last: Event | null = null;
  #count = 0;
  #progressed = NaN;

  add(event: Event): void {
    // Logs of several servers are read one after the other: the device may have got past this already.
    if (this.#progressed >= event.time) return;
    this.#count++;
    this.#first ??= event;
    this.#last = event;
  }

  /** A command other than `Provision` and `Settings` went through. */
  progress(time: number): void {
    this.#progressed = later(this.#progressed, time);
    if (this.#first === null || time < this.#first.time) return;
    this.#first = this.#last = null;
    this.#count = 0;
  }

  /** A loop that nothing ended: its first and last request and how many there are; null where there is none. */
  unresolved(): { readonly first: Event; readonly last: Event; readonly count: number } | null {
    if (this.#first === null || this.#last === null || this.#count < loopMinimum) return null;
    return { first: this.#first, last: this.#last, count: this.#count };
  }
}
