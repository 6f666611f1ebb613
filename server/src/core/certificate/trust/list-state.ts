// Whether a revocation list is still to be relied on.
import type { RevocationList } from '../model.js';

/** `unknown`: it does not say when the next list is due, or that cannot be read. */
export type ListState = 'current' | 'outdated' | 'unknown';

/** `now` in milliseconds since 1970. */
export function listState({ nextUpdate }: RevocationList, now: number): ListState {
  if (nextUpdate?.ms == null) return 'unknown';
  return nextUpdate.ms < now ? 'outdated' : 'current';
}
