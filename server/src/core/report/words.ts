// The sentences that several reports share: where the certificate ends, how many findings there are, what a state is called.
import type { Termination, TerminationKind } from '../exchange/termination.js';
import type { Summary } from '../lint/analysis.js';
import type { Severity } from '../rules/finding.js';
import type { StepState } from '../checklist/checklist.js';

const terminationSentences: Readonly<Record<TerminationKind, string>> = {
  exchange: 'Client certificates end at Exchange.',
  device: 'Client certificates end at a device in front of Exchange, which logs on by Kerberos delegation.',
  legacy: 'This is a legacy server in coexistence; client certificates do not belong here.',
  none: 'No certificate based authentication is configured.',
};

const terminationNames: Readonly<Record<TerminationKind, string>> = {
  exchange: 'Exchange',
  device: 'device in front',
  legacy: 'legacy server',
  none: 'none',
};

export function terminationSentence(termination: Termination): string {
  return terminationSentences[termination.value];
}

export function terminationName(kind: TerminationKind): string {
  return terminationNames[kind];
}

/** Whether the files or the administrator said so. */
export function chosenBySentence(termination: Termination): string {
  return termination.chosenBy === 'setting' ? 'Set by the administrator.' : 'Decided from the configuration.';
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `2 errors, 1 warning`, worst first; `no findings` when there is none. */
export function findingCounts(summary: Pick<Summary, Severity>): string {
  const parts: string[] = [];
  if (summary.error > 0) parts.push(count(summary.error, 'error'));
  if (summary.warning > 0) parts.push(count(summary.warning, 'warning'));
  if (summary.information > 0) parts.push(`${summary.information} information`);
  if (summary.hint > 0) parts.push(count(summary.hint, 'hint'));
  return parts.length > 0 ? parts.join(', ') : 'no findings';
}

/** `112 checks passed, 40 not applicable, 3 not knowable from these files`. */
export function checkCounts(summary: Summary): string {
  const parts = [`${count(summary.passed, 'check')} passed`, `${summary.notApplicable} not applicable`];
  if (summary.unknown > 0) parts.push(`${summary.unknown} not knowable from these files`);
  if (summary.suppressed > 0) parts.push(`${summary.suppressed} suppressed`);
  return parts.join(', ');
}

export function capitalise(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const stateNames: Readonly<Record<StepState, string>> = {
  done: 'Done',
  notDone: 'Not done',
  doubtful: 'Warning',
  wrong: 'Wrong',
  unknown: 'Check on the server',
  notApplicable: 'Not applicable',
};

export function stateName(state: StepState): string {
  return stateNames[state];
}
