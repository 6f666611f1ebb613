// The stretches of time in which devices succeeded, in one ring for all devices: what is overwritten is given
// up, oldest first. Times are stored times.
import { noTime } from './stored-time.js';

/** A 401 counts as the first leg of what succeeds within so many seconds. */
export const legSeconds = 60;

/** So many stretches are kept of all devices together, 12 bytes each. */
const maximumStretches = 2 ** 19;

/** So many stretches of a device are looked at, latest first. */
const maximumSteps = 1024;

/** Stands for no stretch. */
export const noStretch = -1;

/** Stretches of a block (2 ** 12), which are added so that nothing is copied. */
const blockBits = 12;
const blockMask = (1 << blockBits) - 1;

/** First, last, and the stretch of the same device before it. */
const width = 3;

export class SuccessLog {
  readonly #blocks: Int32Array[] = [];
  #size = 0;

  /**
   * The number of a stretch whose neighbors are more than a minute apart; `before` is that of the device's
   * last one.
   */
  add(from: number, to: number, before: number): number {
    const place = this.#size & (maximumStretches - 1);
    const block = (this.#blocks[place >> blockBits] ??= new Int32Array(width << blockBits));
    const at = (place & blockMask) * width;
    block[at] = from;
    block[at + 1] = to;
    block[at + 2] = before;
    return this.#size++;
  }

  /** True when a success of the stretch, or of one before it, follows a time within a minute. */
  isFollowed(stretch: number, time: number): boolean {
    const oldest = this.#size - maximumStretches;
    for (let one = stretch, steps = 0; one >= 0 && one >= oldest && steps < maximumSteps; steps++) {
      const place = one & (maximumStretches - 1);
      const block = this.#blocks[place >> blockBits]!;
      const at = (place & blockMask) * width;
      if (isFollowed(block[at]!, block[at + 1]!, time)) return true;
      one = block[at + 2]!;
    }
    return false;
  }
}

/**
 * True when a success between `from` and `to`, which are never more than a minute apart, follows a time
 * within a minute.
 */
export function isFollowed(from: number, to: number, time: number): boolean {
  return from !== noTime && time !== noTime && from - legSeconds <= time && time <= to;
}
