// The checklist of a server as plain data: the steps of the procedure and the state of each.
import type { Note } from '../text/range.js';

/**
 * `wrong`: a finding of severity error is about it; `doubtful`: a warning is; `notDone`: the setting differs
 * from the procedure and no error or warning says so, as for an optional step; `unknown`: the files do not
 * tell.
 */
export type StepState = 'done' | 'notDone' | 'doubtful' | 'wrong' | 'unknown' | 'notApplicable';

export interface ChecklistStep {
  /** What the procedure wants: `Default Web Site/owa: SSL and client certificates are required`. */
  readonly title: string;
  readonly state: StepState;
  /** Why, where the state alone does not say it: one sentence. */
  readonly detail?: string;
  /** The places that decide the settings of the step. */
  readonly evidence: readonly Note[];
  /** The command that shows the state on the server; '' when there is none. */
  readonly verify: string;
  /** The rule of the worst finding about the step; absent where there is none. */
  readonly rule?: string;
}

export interface Checklist {
  /** `root` of the server's verdict. */
  readonly root: string;
  /** What the steps lead to. */
  readonly title: string;
  readonly steps: readonly ChecklistStep[];
}

/** How many steps are in which state. */
export function stepCounts(steps: readonly ChecklistStep[]): Readonly<Record<StepState, number>> {
  const counts = { done: 0, notDone: 0, doubtful: 0, wrong: 0, unknown: 0, notApplicable: 0 };
  for (const { state } of steps) counts[state]++;
  return counts;
}

/** `5 of 8 steps done, 1 with errors, 2 to check on the server`. Steps that do not apply are not counted. */
export function checklistSentence(steps: readonly ChecklistStep[]): string {
  const counts = stepCounts(steps);
  const parts = [`${counts.done} of ${steps.length - counts.notApplicable} steps done`];
  if (counts.wrong > 0) parts.push(`${counts.wrong} with errors`);
  if (counts.doubtful > 0) parts.push(`${counts.doubtful} with warnings`);
  if (counts.notDone > 0) parts.push(`${counts.notDone} not done`);
  if (counts.unknown > 0) parts.push(`${counts.unknown} to check on the server`);
  return parts.join(', ');
}
