// What several listings of accounts say together of service principal names.
import type { ServiceName, Sourced } from '../evidence/facts.js';
import { groupedBy } from '../text/grouped.js';

/** Names of accounts that another file lists without the name: one of the two is older. */
export function disputedServiceNames<T extends Sourced<ServiceName>>(all: readonly T[]): ReadonlySet<T> {
  const byName = groupedBy(all, ({ uri, name }) => `${uri}\n${name.toLowerCase()}`);
  // setspn -X lists nothing of an account but what another one has, too.
  const isDouble = ({ uri, name, account }: T): boolean =>
    byName.get(`${uri}\n${name.toLowerCase()}`)!.some((other) => other.account.toLowerCase() !== account.toLowerCase());
  const disputed = new Set<T>();
  for (const ofAccount of groupedBy(all, ({ account }) => account.toLowerCase()).values()) {
    const listings = [...groupedBy(ofAccount, ({ uri }) => uri).values()]
      .filter((listing) => !listing.every(isDouble))
      .map((listing) => new Set(listing.map(({ name }) => name.toLowerCase())));
    for (const one of ofAccount) if (listings.some((names) => !names.has(one.name.toLowerCase()))) disputed.add(one);
  }
  return disputed;
}
