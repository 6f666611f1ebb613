// Applies as many remedies together as go together, and says why each of the others does not.
import type { FileEdit } from '../text/edit.js';
import type { Obstacle } from '../text/obstacle.js';
import type { Remedy } from './remedy.js';

export interface Combination {
  readonly edits: readonly FileEdit[];
  readonly applied: readonly Remedy[];
  /**
   * Those that are refused alone as well; what only collides with an earlier one is neither here nor applied.
   */
  readonly refused: readonly { readonly remedy: Remedy; readonly problem: string }[];
}

/**
 * The earlier ones first. They are tried in halves, so that a few that do not fit cost a few attempts and not
 * one for each of the others.
 */
export function combine(
  remedies: readonly Remedy[],
  attempt: (remedies: readonly Remedy[]) => readonly FileEdit[] | Obstacle,
): Combination {
  let applied: readonly Remedy[] = [];
  let edits: readonly FileEdit[] = [];
  const refused: { remedy: Remedy; problem: string }[] = [];
  const pending: (readonly Remedy[])[] = [remedies];
  for (let group = pending.pop(); group; group = pending.pop()) {
    const [remedy] = group;
    if (!remedy) continue;
    const together = attempt([...applied, ...group]);
    if (!('problem' in together)) {
      applied = [...applied, ...group];
      edits = together;
    } else if (group.length > 1) {
      const half = Math.ceil(group.length / 2);
      pending.push(group.slice(half), group.slice(0, half));
    } else {
      const alone = applied.length === 0 ? together : attempt([remedy]);
      if ('problem' in alone) refused.push({ remedy, problem: alone.problem });
    }
  }
  return { edits, applied, refused };
}
