// A row of numbers for each mobile device, and for each client without a device ID.
import { grown } from '../reading/byte-table.js';
import { none } from '../requests/names.js';
import { noTime, timeOf } from './stored-time.js';
import { noStretch } from './success-log.js';

/** Clients without a device ID that are distinguished. */
const maximumClients = 50_000;

/** The numbers of a row. Times are stored times; names are numbers of their tables. */
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

/** Numbers of a row: all of it lies within one line of the processor's cache. */
const width = 16;

/** Rows of a block (2 ** 12); blocks are added, so that nothing is copied when there are more rows. */
const blockBits = 12;
const blockMask = (1 << blockBits) - 1;

export class RequesterRows {
  readonly #blocks: Int32Array[] = [];
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

  /** A time in seconds since 1970, NaN where there is none. */
  time(row: number, which: Column): number {
    return timeOf(this.get(row, which));
  }

  protected set(row: number, which: Column, value: number): void {
    this.#blocks[row >> blockBits]![(row & blockMask) * width + which] = value;
  }

  /** All numbers of a row: those of its block, and where in it they begin. */
  protected block(row: number): Int32Array {
    return this.#blocks[row >> blockBits]!;
  }

  protected start(row: number): number {
    return (row & blockMask) * width;
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

  #add(device: number): number {
    const row = this.#size++;
    const block = (this.#blocks[row >> blockBits] ??= new Int32Array(width << blockBits));
    const at = (row & blockMask) * width;
    block.fill(noTime, at + column.firstFailure, at + width);
    block[at + column.device] = device;
    block[at + column.user] = block[at + column.deviceType] = block[at + column.agent] = none;
    block[at + column.stretch] = noStretch;
    return row;
  }
}
