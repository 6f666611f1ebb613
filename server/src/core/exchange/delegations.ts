// What exports of one account say together of its delegation.
import type { Delegation } from '../evidence/facts.js';
import { agreed } from '../text/agreed.js';
import { groupedBy } from '../text/grouped.js';

/** Those whose account another export shows with other names or another protocol transition. */
export function disputedDelegations<T extends Delegation>(all: readonly T[]): ReadonlySet<T> {
  const byAccount = groupedBy(all, ({ account }) => account.toLowerCase());
  return new Set([...byAccount.values()].filter(isDisputed).flat());
}

function isDisputed(exports: readonly Delegation[]): boolean {
  const transitions = exports.flatMap(({ protocolTransition: said }) => said?.value ?? []);
  const names = exports.flatMap(({ allowedTo }) =>
    allowedTo === null || allowedTo.isCut ? [] : [namesKey(allowedTo.names.map(({ text }) => text))],
  );
  return [transitions, names].some((said: readonly unknown[]) => said.length > 1 && agreed(said) === null);
}

function namesKey(names: readonly string[]): string {
  return names
    .map((name) => name.toLowerCase())
    .sort()
    .join('\n');
}
