// The words that several reports share: how many findings and checks there are, and what a state is called.
import type { Summary } from '../lint/analysis.js';
import type { StepState } from '../checklist/checklist.js';
import { changesFiles, type Remedy } from '../remedy/remedy.js';

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `2 errors, 1 warning`, worst first; `no findings` when there is none, of what was checked. */
export function findingCounts(summary: Summary): string {
  const parts: string[] = [];
  if (summary.error > 0) parts.push(count(summary.error, 'error'));
  if (summary.warning > 0) parts.push(count(summary.warning, 'warning'));
  if (summary.information > 0) parts.push(`${summary.information} information`);
  if (summary.hint > 0) parts.push(count(summary.hint, 'hint'));
  if (parts.length > 0) return parts.join(', ');
  const { passed, notApplicable, unknown, suppressed } = summary;
  return passed + notApplicable + unknown + suppressed === 0 ? 'nothing was checked' : 'no findings';
}

/** `112 checks passed, 40 not applicable, 3 unknown`. */
export function checkCounts(summary: Summary): string {
  const parts = [`${count(summary.passed, 'check')} passed`, `${summary.notApplicable} not applicable`];
  if (summary.unknown > 0) parts.push(`${summary.unknown} unknown`);
  if (summary.suppressed > 0) parts.push(`${summary.suppressed} suppressed`);
  return parts.join(', ');
}

/** Whether a fix is safe, and whether it is a command for the server instead of a change of its files. */
export function kindText(remedy: Remedy): string {
  if (remedy.kind === 'safe') return 'safe';
  const isCommand = remedy.changes.length > 0 && !changesFiles(remedy);
  return isCommand ? 'needs review, run on the server' : 'needs review';
}

export function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const stateNames: Readonly<Record<StepState, string>> = {
  done: 'Done',
  notDone: 'Not done',
  doubtful: 'Warning',
  wrong: 'Problem',
  unknown: 'Check on the server',
  notApplicable: 'Not applicable',
};

export function stateName(state: StepState): string {
  return stateNames[state];
}
