// Changes of whole servers for a person to look at before anything is changed: a set-up, or all fixes.
import type { Finding } from '../rules/finding.js';
import type { FileEdit } from '../text/edit.js';

/** A change of one or several servers with what comes of it. */
export interface Plan {
  readonly edits: readonly FileEdit[];
  /** What a person has to know before, one sentence each. */
  readonly notes: readonly string[];
  /** Findings that are gone afterwards. */
  readonly solved: readonly Finding[];
  /** Errors and warnings that are new afterwards. */
  readonly added: readonly Finding[];
}

export type RepairMode = 'safe' | 'all';

/** The change that fixes what a server has. */
export interface RepairPlan extends Plan {
  /** How many fixes it consists of. */
  readonly applied: number;
  /** Why a fix is not among them, one sentence each. */
  readonly refused: readonly string[];
}

/** Findings have no identity across versions of a file; rule and path are enough to count them by. */
function nameOf({ rule, uri, configurationPath }: Finding): string {
  return JSON.stringify([rule, uri, configurationPath]);
}

/** The findings of one list that another does not have, each as often as it is missing there. */
function without(findings: readonly Finding[], others: readonly Finding[]): readonly Finding[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(nameOf(other), (counts.get(nameOf(other)) ?? 0) + 1);
  return findings.filter((finding) => {
    const left = counts.get(nameOf(finding)) ?? 0;
    counts.set(nameOf(finding), left - 1);
    return left <= 0;
  });
}

export function planOf(
  edits: readonly FileEdit[],
  notes: readonly string[],
  before: readonly Finding[],
  after: readonly Finding[],
): Plan {
  const isProblem = ({ severity }: Finding): boolean => severity === 'error' || severity === 'warning';
  return { edits, notes, solved: without(before, after), added: without(after, before).filter(isProblem) };
}
