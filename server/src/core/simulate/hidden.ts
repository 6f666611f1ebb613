// Causes that another cause hides: the request ends before it comes to them.
import type { Cause, Shown } from './causes.js';
import { invert, type Candidate } from './invert.js';
import type { SimulatedRequest } from './model.js';
import { repaired, type Case } from './repair.js';
import type { World } from './world.js';

/**
 * The candidates that lead to the status once `found` are repaired, and do not before; what follows from the
 * files among them is repaired as well. Empty where a repair lies outside of what is simulated.
 */
export function hiddenBehind(
  found: readonly Cause[],
  excluded: readonly Candidate[],
  shown: Shown,
  requests: readonly SimulatedRequest[],
  world: World,
): readonly Candidate[] {
  if (found.length === 0) return [];
  const cases = requests.map((request) =>
    found.reduce<Case | null>((seen, { id }) => seen && repaired(id, seen), { request, world }),
  );
  const [first] = cases;
  if (!first || cases.includes(null)) return [];
  const after = invert(
    shown,
    cases.flatMap((one) => one?.request ?? []),
    first.world,
  );
  const ids = new Set(excluded.map(({ cause }) => cause.id));
  const next = after.candidates.filter(({ cause, standing }) => standing !== 'excluded' && ids.has(cause.id));
  const evidenced = next.filter(({ standing }) => standing === 'evidenced');
  if (evidenced.length === 0) return next;
  const left = excluded.filter(({ cause }) => !evidenced.some((one) => one.cause === cause));
  const causes = [...found, ...evidenced.map(({ cause }) => cause)];
  return [...evidenced, ...hiddenBehind(causes, left, shown, requests, world)];
}
