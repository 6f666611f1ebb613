// Finds entries by some of their combined keys; each set of key names has an index of its own, made when it
// is first asked for.
import type { AttributeSchema } from '../schema/schema.js';
import { tupleOf } from './keys.js';
import type { ElementState } from './state.js';

interface Index {
  readonly keys: readonly AttributeSchema[];
  readonly entries: Map<string, ElementState[]>;
}

export class PartIndex {
  readonly #all: ElementState[];
  readonly #indexes = new Map<string, Index>();

  constructor(entries: readonly ElementState[]) {
    this.#all = [...entries];
  }

  add(entry: ElementState): void {
    this.#all.push(entry);
    for (const index of this.#indexes.values()) put(index, entry);
  }

  /** The entries with these values of these keys; what `isThere` denies is forgotten. */
  find(
    keys: readonly AttributeSchema[],
    tuple: string,
    isThere: (entry: ElementState) => boolean,
  ): readonly ElementState[] {
    const names = keys.map(({ name }) => name).join('\n');
    let index = this.#indexes.get(names);
    if (!index) {
      this.#indexes.set(names, (index = { keys, entries: new Map() }));
      for (const entry of this.#all) put(index, entry);
    }
    const found = (index.entries.get(tuple) ?? []).filter(isThere);
    index.entries.set(tuple, found);
    return found;
  }
}

function put({ keys, entries }: Index, entry: ElementState): void {
  const tuple = tupleOf(keys, entry);
  const list = entries.get(tuple);
  if (list) list.push(entry);
  else entries.set(tuple, [entry]);
}
