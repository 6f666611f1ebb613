// Work that is taken in steps: between two of them somebody else may use the processor, or the work is given up.

/** Pauses only where nothing is half changed; giving it up runs its `finally`. */
export type Steps<T> = Generator<void, T, void>;

/** Takes all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  let next = steps.next();
  while (next.done !== true) next = steps.next();
  return next.value;
}

/** Work that several callers may need: the first one that needs the result takes the steps that are left. */
export class Stepwise<T> {
  #begin: (() => Steps<T>) | null;
  #running: Steps<T> | null = null;
  #known: { readonly value: T } | null = null;

  constructor(begin: () => Steps<T>) {
    this.#begin = begin;
  }

  /** Takes the next step; true when the result is known. What a step throws leaves the work to be begun again. */
  step(): boolean {
    if (this.#begin === null) return true;
    const running = (this.#running ??= this.#begin());
    this.#running = null;
    const next = running.next();
    if (next.done !== true) this.#running = running;
    else {
      this.#known = { value: next.value };
      this.#begin = null;
    }
    return next.done === true;
  }

  get result(): T {
    while (!this.step());
    return this.#known!.value;
  }

  /** Gives up what is begun. */
  stop(): void {
    // A generator that is given up has no value.
    this.#running?.return(undefined as never);
    this.#running = null;
  }
}
