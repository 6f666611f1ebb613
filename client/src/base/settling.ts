// Who waits until the language server has nothing left to do, and what becomes of them when it stops instead.

/** A restart goes through the same state as an end: only a server that stays away so long is given up. */
export const PATIENCE = 10_000;

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

export class Settling<T> {
  readonly #stoppedError: () => Error;
  #settled: { readonly value: T } | null = null;
  #isStopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting: Waiting<T>[] = [];

  /** `stoppedError` makes what is thrown to those who wait for a server that does not come back. */
  constructor(stoppedError: () => Error) {
    this.#stoppedError = stoppedError;
  }

  /** What the server said when it was done last; rejects when it stops and stays away. */
  wait(): Promise<T> {
    if (this.#settled) return Promise.resolve(this.#settled.value);
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      if (this.#isStopped) this.#giveUpSoon();
    });
  }

  /** The server is at work. */
  busy(): void {
    this.#settled = null;
  }

  /** The server is done. */
  done(value: T): void {
    this.#settled = { value };
    for (const { resolve } of this.#waiting.splice(0)) resolve(value);
  }

  /** Another server begins. */
  started(): void {
    this.#isStopped = false;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** What the server said is of the past. */
  stopped(): void {
    this.#isStopped = true;
    this.#settled = null;
    if (this.#waiting.length > 0) this.#giveUpSoon();
  }

  /** Nothing comes any more. */
  dispose(): void {
    this.started();
    this.#giveUp();
  }

  #giveUpSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#giveUp();
    }, PATIENCE);
  }

  #giveUp(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(this.#stoppedError());
  }
}
