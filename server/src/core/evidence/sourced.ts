// The facts of several files as one, each with the file that says it.
import { noFacts, type Fact, type Facts, type Sourced } from './facts.js';

/** Every list of facts with the uri of its file in each fact. */
export type SourcedFacts = {
  readonly [K in keyof Facts]: Facts[K] extends readonly (infer T extends Fact)[] ? readonly Sourced<T>[] : never;
};

export const noSourcedFacts: SourcedFacts = noFacts as SourcedFacts;

const names = Object.keys(noFacts) as (keyof Facts)[];

/** The facts of one file. */
export function factsIn(uri: string, facts: Partial<Facts>): SourcedFacts {
  return collect((name) => (facts[name] ?? []).map((fact) => ({ ...fact, uri })));
}

/** The facts of several files, in their order; the objects stay the same. */
export function joinFacts(all: readonly SourcedFacts[]): SourcedFacts {
  return all.length === 0 ? noSourcedFacts : collect((name) => all.flatMap((facts): readonly unknown[] => facts[name]));
}

function collect(listOf: (name: keyof Facts) => readonly unknown[]): SourcedFacts {
  return Object.fromEntries(names.map((name) => [name, listOf(name)])) as unknown as SourcedFacts;
}
