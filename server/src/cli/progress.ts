// Says on a terminal what is going on, once a command takes longer than a second.
import type { CommandHost, Output } from './console.js';

const firstAfterMs = 1000;
/** The line changes no more often than this. */
const interval = 100;

export class Progress {
  readonly #host: CommandHost;
  readonly #out: Output;
  readonly #start: number;
  #shown: number | null = null;

  constructor(host: CommandHost, out: Output) {
    this.#host = host;
    this.#out = out;
    this.#start = host.now();
  }

  /** `long`: what follows will not give way for more than a second, so that now is the time to say it. */
  say(text: string, long = false): void {
    const now = this.#host.now();
    if (!long && (now - this.#start < firstAfterMs || (this.#shown !== null && now - this.#shown < interval))) return;
    this.#shown = now;
    this.#out.progress(text);
  }

  end(): void {
    if (this.#shown !== null) this.#out.progress(null);
    this.#shown = null;
  }
}
