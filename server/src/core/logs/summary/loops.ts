// Requests that go in circles: too many within a minute, and provisioning that never ends.
import type { Event } from './incident.js';

/** More requests of one device within a minute are a loop (Exchange team blog, 601918). */
export const loopRequests = 60;
export const loopSeconds = 60;

/** A loop is a cause from so many requests of a device. */
export const loopMinimum = 3;

/** From so many requests within a minute on, requests on other servers may make a loop of them. */
export const burstRequests = 16;

/** The requests of the last minute. */
export class LoopWindow {
  readonly #times: number[];
  #looping = false;
  /** How many requests belong to a loop since the last one. */
  grown = 0;
  /** How many were not counted as part of a burst before. */
  counted = 0;

  /** `time`: of the request before, in seconds. */
  constructor(time: number) {
    this.#times = [time];
  }

  /** True for so many requests that they may belong to a loop. */
  get isBurst(): boolean {
    return this.#times.length >= burstRequests;
  }

  /** The time of the first of them. */
  get first(): number {
    return this.#times[0]!;
  }

  /** One more; `time` is within a minute of the one before. */
  add(time: number): void {
    const times = this.#times;
    const wasBurst = this.isBurst;
    times.push(time);
    while (times[0]! <= time - loopSeconds || times.length > loopRequests + 1) times.shift();
    this.counted = wasBurst ? 1 : times.length;
    const isLoop = times.length > loopRequests;
    this.grown = !isLoop ? 0 : this.#looping ? 1 : times.length;
    this.#looping = isLoop;
  }
}

/** The first and the last of so many 449s. */
export interface ProvisioningLoop {
  readonly first: Event;
  readonly last: Event;
  readonly count: number;
}

/** The 449s of a device since it last got past `Provision` and `Settings`. */
export class ProvisioningStreak {
  #first: Event | null = null;
  #last: Event | null = null;
  #count = 0;

  add(event: Event): void {
    this.#count++;
    this.#first ??= event;
    this.#last = event;
  }

  get isOpen(): boolean {
    return this.#first !== null;
  }

  /** A command other than `Provision` and `Settings` went through. */
  progress(time: number): void {
    if (this.#first === null || time < this.#first.time) return;
    this.#first = this.#last = null;
    this.#count = 0;
  }

  /** A loop that nothing ended; null where there is none. */
  unresolved(): ProvisioningLoop | null {
    if (this.#first === null || this.#last === null || this.#count < loopMinimum) return null;
    return { first: this.#first, last: this.#last, count: this.#count };
  }
}
