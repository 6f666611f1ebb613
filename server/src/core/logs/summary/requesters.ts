// What is known of each mobile device, or client without a device ID: a row of numbers, and details of those
// that need any.
import { grown } from '../reading/byte-table.js';
import { none } from '../requests/names.js';
import type { Hop } from '../requests/request-reader.js';
import { Details, isHandshake } from './details.js';
import { addEvent, earlier, later, type Event, type Incident } from './incident.js';
import { loopSeconds, type LoopWindow } from './loops.js';
import { isFollowed, legSeconds, noStretch, SuccessLog } from './success-log.js';

/** Clients without a device ID that are told apart. */
const maximumClients = 50_000;

/**
 * The numbers of a row. Times are seconds since 1970, NaN where there is none; names are numbers of their
 * tables.
 */
export const column = {
  device: 0,
  user: 1,
  deviceType: 2,
  agent: 3,
  /** Requests other than probes. */
  requests: 4,
  firstFailure: 5,
  lastFailure: 6,
  lastSuccess: 7,
  /** The latest stretch of successes, and the number of the one before in the log of successes. */
  successFrom: 8,
  successTo: 9,
  stretch: 10,
  /** The last request by hop. */
  seenFront: 11,
  seenBack: 12,
  /** The last request by hop that was more than provisioning. */
  progressFront: 13,
  progressBack: 14,
  /** The file of the last request. */
  file: 15,
} as const;

export type Column = (typeof column)[keyof typeof column];

const nothing: readonly never[] = [];

/** Numbers of a row: all of it lies within two lines of the processor's cache. */
const width = 16;

/** Rows of a block (2 ** 12); blocks are added, so that nothing is copied when there are more rows. */
const blockBits = 12;
const blockMask = (1 << blockBits) - 1;

export class Requesters {
  readonly #blocks: Float64Array[] = [];
  readonly #incidents: (readonly Incident[])[] = [];
  readonly #details: (Details | undefined)[] = [];
  readonly #successes = new SuccessLog();
  #size = 0;
  #devices = 0;
  #overflowed = false;
  /** Number of a device → its row, increased by 1. */
  #rows = new Int32Array(1024);
  readonly #clients = new Map<number, number>();

  get size(): number {
    return this.#size;
  }

  /** Rows that are mobile devices. */
  get devices(): number {
    return this.#devices;
  }

  /** True when the rows of clients were full, so that what came later is summed up. */
  get overflowed(): boolean {
    return this.#overflowed;
  }

  get(row: number, which: Column): number {
    return this.#blocks[row >> blockBits]![(row & blockMask) * width + which]!;
  }

  set(row: number, which: Column, value: number): void {
    this.#blocks[row >> blockBits]![(row & blockMask) * width + which] = value;
  }

  /** The failures of a row by kind. */
  incidentsOf(row: number): readonly Incident[] {
    return this.#incidents[row]!;
  }

  /** The row of a device. */
  deviceRow(device: number): number {
    while (device >= this.#rows.length) this.#rows = grown(this.#rows);
    if (this.#rows[device] === 0) {
      this.#rows[device] = this.#add(device) + 1;
      this.#devices++;
    }
    return this.#rows[device]! - 1;
  }

  /** The row of a client without a device ID. */
  clientRow(client: number, agent: number): number {
    const key = (client + 1) * 0x10_0000 + agent + 1;
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const full = this.#clients.size >= maximumClients;
    this.#overflowed ||= full;
    const summedUp = full ? this.#clients.get(0) : undefined;
    if (summedUp !== undefined) return summedUp;
    const row = this.#add(none);
    this.#clients.set(full ? 0 : key, row);
    return row;
  }

  /** A request that succeeded: 401s within the minute before were its legs. */
  success(row: number, time: number): void {
    const numbers = this.#blocks[row >> blockBits]!;
    const at = (row & blockMask) * width;
    numbers[at + column.lastSuccess] = later(numbers[at + column.lastSuccess]!, time);
    if (Number.isNaN(time)) return;
    const from = numbers[at + column.successFrom]!;
    const to = numbers[at + column.successTo]!;
    if (time >= from && time <= to + legSeconds) {
      if (time > to) numbers[at + column.successTo] = time;
    } else {
      // Logs of several servers are read one after the other, so that the clock jumps back.
      const isBack = time < from;
      if (isBack || !Number.isNaN(from)) {
        const before = numbers[at + column.stretch]!;
        numbers[at + column.stretch] = this.#successes.add(isBack ? time : from, isBack ? time : to, before);
      }
      if (!isBack) numbers[at + column.successFrom] = numbers[at + column.successTo] = time;
    }
    this.#details[row]?.explainLegs(time);
  }

  failure(row: number, event: Event): void {
    this.set(row, column.firstFailure, earlier(this.get(row, column.firstFailure), event.time));
    this.set(row, column.lastFailure, later(this.get(row, column.lastFailure), event.time));
    this.add(row, event);
  }

  /**
   * A 401, which may turn out to be a leg; the answer is one that is given up waiting for and no leg, or
   * null.
   */
  unauthorized(row: number, event: Event): Event | null {
    const oldest = this.#detail(row).wait(event);
    return oldest !== null && !this.#isFollowed(row, oldest.time) ? oldest : null;
  }

  /** The requests of the last minute where there are so many that they may belong to a loop, else null. */
  countInWindow(row: number, hop: Hop, time: number, file: number): LoopWindow | null {
    if (Number.isNaN(time)) return null;
    if (this.get(row, column.file) !== file) this.#startFile(row, file);
    const seen = hop === 'front' ? column.seenFront : column.seenBack;
    const before = this.get(row, seen);
    this.set(row, seen, time);
    // Most requests are more than a minute apart, and then there is nothing to count.
    if (!(time - before < loopSeconds && before - time <= loopSeconds)) {
      this.#details[row]?.endWindow(hop);
      return null;
    }
    const window = this.#detail(row).window(hop, before);
    window.add(time);
    return window.isBurst ? window : null;
  }

  /** Another file is another server or another time: its requests are counted on their own. */
  #startFile(row: number, file: number): void {
    this.set(row, column.file, file);
    for (const hop of ['front', 'back'] as const) {
      this.set(row, hop === 'front' ? column.seenFront : column.seenBack, NaN);
      this.#details[row]?.endWindow(hop);
    }
  }

  /** The last of many requests: of a loop, or of one only together with those on other servers. */
  burst(row: number, event: Event, { grown, first, counted }: LoopWindow): void {
    if (grown === 0) this.#detail(row).bursts.add(event, counted);
    else {
      if (grown > 1) this.add(row, { ...event, time: first }, grown - 1);
      this.add(row, event);
    }
  }

  /** Failures that are all like this one. */
  add(row: number, event: Event, count = 1): void {
    this.#incidents[row] = addEvent(this.#incidents[row]!, event, count);
  }

  /** A 449. */
  provisioning(row: number, hop: Hop, event: Event): void {
    // Logs of several servers are read one after the other: the device may have got past this already.
    const progressed = this.get(row, hop === 'front' ? column.progressFront : column.progressBack);
    if (!(progressed >= event.time)) this.#detail(row).streak(hop).add(event);
  }

  /** A command other than those of provisioning went through. */
  progress(row: number, hop: Hop, time: number): void {
    const which = hop === 'front' ? column.progressFront : column.progressBack;
    this.set(row, which, later(this.get(row, which), time));
    this.#details[row]?.progress(hop, time);
  }

  /** After the last file: hands over the 401s that nothing explains. */
  settle(take: (row: number, event: Event) => void): void {
    for (const [row, details] of this.#details.entries()) {
      if (details === undefined) continue;
      const left = details.takeWaiting().filter(({ time }) => !this.#isFollowed(row, time));
      for (const event of this.#failuresOf(row, left)) take(row, event);
      for (const { first, last, count } of details.loops()) {
        this.add(row, first, count - 1);
        this.add(row, last);
      }
      for (const { event, count } of details.loopsOfServers()) this.add(row, event, count);
    }
  }

  /** Of 401s that no success explains, those that are failures. */
  #failuresOf(row: number, left: readonly Event[]): readonly Event[] {
    const incidents = this.#incidents[row]!;
    const succeeded = !Number.isNaN(this.get(row, column.successFrom));
    // A handshake is a failure only where a device has nothing else.
    if (!succeeded && left.every(isHandshake) && incidents.every(isHandshake)) return left;
    this.#incidents[row] = incidents.filter((one) => !isHandshake(one));
    return left.filter((one) => !isHandshake(one));
  }

  #isFollowed(row: number, time: number): boolean {
    return (
      isFollowed(this.get(row, column.successFrom), this.get(row, column.successTo), time) ||
      this.#successes.isFollowed(this.get(row, column.stretch), time)
    );
  }

  #detail(row: number): Details {
    return (this.#details[row] ??= new Details());
  }

  #add(device: number): number {
    const row = this.#size++;
    const block = (this.#blocks[row >> blockBits] ??= new Float64Array(width << blockBits));
    const at = (row & blockMask) * width;
    block.fill(NaN, at + column.firstFailure, at + width);
    block[at + column.device] = device;
    block[at + column.user] = block[at + column.deviceType] = block[at + column.agent] = none;
    block[at + column.stretch] = noStretch;
    this.#details.push(undefined);
    this.#incidents.push(nothing);
    return row;
  }
}
