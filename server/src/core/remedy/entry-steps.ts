// What a list needs to become another one: entries that go, and entries that come after those that stay.
import type { EntryState } from './operations.js';

export interface EntrySteps {
  /** How many stay as they are, in their order. */
  readonly kept: number;
  readonly removed: readonly EntryState[];
  /** At the end, one after the other. */
  readonly added: readonly EntryState[];
}

/** As few as there can be without an entry between others: what stands before the first new one stays. */
export function entrySteps(from: readonly EntryState[], to: readonly EntryState[]): EntrySteps {
  const staying = new Set<EntryState>();
  let next = 0;
  for (let at = 0; next < to.length && at < from.length; at++) {
    if (!sameEntry(from[at]!, to[next]!)) continue;
    staying.add(from[at]!);
    next++;
  }
  return { kept: next, removed: from.filter((entry) => !staying.has(entry)), added: to.slice(next) };
}

function sameEntry(a: EntryState, b: EntryState): boolean {
  const names = Object.keys(a.attributes);
  return (
    names.length === Object.keys(b.attributes).length &&
    names.every((name) => a.attributes[name] === b.attributes[name])
  );
}
