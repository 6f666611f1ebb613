// The stretches of time in which devices succeeded, in one ring for all devices: what is overwritten is given
// up, oldest first.

/** A 401 counts as the first leg of what succeeds within so many seconds. */
export const legSeconds = 60;

/** So many stretches are kept of all devices together, 20 bytes each. */
const maximumStretches = 2 ** 19;

/** So many stretches of a device are looked at, latest first. */
const maximumSteps = 1024;

/** Stands for no stretch. */
export const noStretch = -1;

export class SuccessLog {
  #times = new Float64Array(2 * 1024);
  /** The stretch of the same device before each. */
  #before = new Int32Array(1024);
  #size = 0;

  /**
   * The number of a stretch whose neighbors are more than a minute apart; `before` is that of the device's
   * last one.
   */
  add(from: number, to: number, before: number): number {
    if (this.#size >= this.#before.length && this.#before.length < maximumStretches) this.#grow();
    const at = this.#size % this.#before.length;
    this.#times[2 * at] = from;
    this.#times[2 * at + 1] = to;
    this.#before[at] = before;
    return this.#size++;
  }

  /** True when a success of the stretch, or of one before it, follows a time within a minute. */
  isFollowed(stretch: number, time: number): boolean {
    const oldest = this.#size - this.#before.length;
    for (let one = stretch, steps = 0; one >= 0 && one >= oldest && steps < maximumSteps; steps++) {
      const at = one % this.#before.length;
      if (isFollowed(this.#times[2 * at]!, this.#times[2 * at + 1]!, time)) return true;
      one = this.#before[at]!;
    }
    return false;
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    times.set(this.#times);
    this.#times = times;
    const before = new Int32Array(this.#before.length * 2);
    before.set(this.#before);
    this.#before = before;
  }
}

/**
 * True when a success between `from` and `to`, which are never more than a minute apart, follows a time
 * within a minute.
 */
export function isFollowed(from: number, to: number, time: number): boolean {
  return from - legSeconds <= time && time <= to;
}
