// The readiness checklist of a server as plain data: the steps of the procedure and how far each one is.
import type { Remark } from '../text/range.js';

/** `unknown`: not knowable from files. */
export type ReadinessState = 'done' | 'wrong' | 'unknown' | 'notApplicable';

export interface ReadinessStep {
  /** What is to be so: `SSL is required on Default Web Site/owa`. */
  readonly title: string;
  readonly state: ReadinessState;
  /** Why, where the state alone does not say it: one sentence. */
  readonly detail?: string;
  readonly evidence: readonly Remark[];
  /** The command that shows the state on the server; '' when there is none. */
  readonly verify: string;
  /** The rule that reports it when it is wrong. */
  readonly rule?: string;
}

export interface ServerReadiness {
  /** `root` of the server's verdict. */
  readonly root: string;
  /** What the steps lead to: `Certificate based authentication at Exchange`. */
  readonly title: string;
  readonly steps: readonly ReadinessStep[];
}

/** How many steps are in which state. */
export function readinessCounts(steps: readonly ReadinessStep[]): Readonly<Record<ReadinessState, number>> {
  const counts = { done: 0, wrong: 0, unknown: 0, notApplicable: 0 };
  for (const { state } of steps) counts[state]++;
  return counts;
}

/** `5 of 8 steps done, 1 wrong, 2 not knowable from files`. Steps that do not apply are not counted. */
export function readinessSentence(steps: readonly ReadinessStep[]): string {
  const counts = readinessCounts(steps);
  const parts = [`${counts.done} of ${steps.length - counts.notApplicable} steps done`];
  if (counts.wrong > 0) parts.push(`${counts.wrong} wrong`);
  if (counts.unknown > 0) parts.push(`${counts.unknown} not knowable from files`);
  return parts.join(', ');
}
