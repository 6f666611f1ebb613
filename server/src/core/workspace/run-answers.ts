// What one server asks about the other servers of its run: its findings hold as long as the answers do.
import type { OtherDirectory, PeerAnswers, Peers } from '../exchange/peers.js';
import type { Place } from '../text/range.js';

/** What is known of all servers of a run. */
export interface WholeRun {
  /** Whether a server with termination `legacy` is among them. */
  readonly legacyInRun: boolean;
  readonly peers: Peers;
}

/** Answers from a run, and remembers what was asked and answered. */
export class RunAnswers implements PeerAnswers {
  readonly #run: WholeRun;
  readonly #computer: string | null;
  readonly #asked = new Map<string, { readonly ask: (run: WholeRun) => unknown; readonly answer: string }>();

  /** `computer`: the key of the one that asks; null where it is not known. */
  constructor(run: WholeRun, computer: string | null) {
    this.#run = run;
    this.#computer = computer;
  }

  get legacyInRun(): boolean {
    return this.#ask('legacyInRun', ({ legacyInRun }) => legacyInRun);
  }

  get areSeveral(): boolean {
    return this.#ask('areSeveral', ({ peers }) => peers.areSeveral);
  }

  oddAgainst(own: Parameters<PeerAnswers['oddAgainst']>[0], termination: string): OtherDirectory | null {
    const { name, state, usesCertificate } = own;
    return this.#ask(`odd ${termination} ${name} ${usesCertificate} ${state}`, ({ peers }) =>
      peers.isDoubled(this.#computer) ? null : peers.oddAgainst({ name, state, usesCertificate }, termination),
    );
  }

  placeOf(directory: OtherDirectory): Place | null {
    const { hostUri, configurationPath } = directory;
    return this.#ask(`place ${hostUri} ${configurationPath}`, ({ peers }) => peers.placeOf(directory));
  }

  /** Whether all that was asked has the same answers in another run. */
  holdIn(run: WholeRun): boolean {
    return [...this.#asked.values()].every(({ ask, answer }) => JSON.stringify(ask(run)) === answer);
  }

  #ask<T>(question: string, ask: (run: WholeRun) => T): T {
    const answer = ask(this.#run);
    if (!this.#asked.has(question)) this.#asked.set(question, { ask, answer: JSON.stringify(answer) });
    return answer;
  }
}
