// The verdict on a server, worded once for every view: where client certificates are validated, and how many
// problems there are.
import type { Termination, TerminationKind } from '../exchange/termination.js';
import type { Finding, Severity } from '../rules/finding.js';
import type { Analysis } from './analysis.js';
import { groupByServer } from './by-server.js';

export type Counts = Readonly<Record<Severity, number>>;

const states: Readonly<Record<TerminationKind, string>> = {
  exchange: 'Client certificates are validated by Exchange',
  device: 'Client certificates are validated by the gateway',
  legacy: 'Legacy server in coexistence, without client certificates',
  none: 'Client certificates are not used',
};

const validators: Readonly<Record<TerminationKind, string>> = {
  exchange: 'Exchange',
  device: 'gateway',
  legacy: 'legacy server',
  none: 'not used',
};

/**
 * Who validates client certificates, in a word or two: `Exchange`, `gateway`, `legacy server`, `not used`.
 */
export function validatorName(kind: TerminationKind): string {
  return validators[kind];
}

/** `Client certificates are validated by Exchange (detected)`, without a period. */
function stateText({ value, chosenBy }: Pick<Termination, 'value' | 'chosenBy'>): string {
  return chosenBy === 'setting' ? `${states[value]} (set explicitly)` : `${states[value]} (detected)`;
}

export function countFindings(findings: readonly Pick<Finding, 'severity'>[]): Counts {
  const counts: Record<Severity, number> = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** What limits the claim that there are no problems. */
interface VerdictLimits {
  /** Some settings are unknown: `ServerVerdict.unknowns` is not empty. */
  readonly someUnknown: boolean;
  /** Findings that a baseline hides. */
  readonly known: number;
}

/** `2 errors and 1 warning found`; problems are errors and warnings. Without a period. */
function problemsText({ error, warning }: Counts, { someUnknown, known }: VerdictLimits): string {
  const errors = error === 1 ? '1 error' : `${error} errors`;
  const warnings = warning === 1 ? '1 warning' : `${warning} warnings`;
  if (error > 0 && warning > 0) return `${errors} and ${warnings} found`;
  if (error > 0) return `${errors} found`;
  if (warning > 0) return `${warnings} found`;
  const none = known > 0 ? `No new problems, ${known} known` : 'No problems found';
  return someUnknown ? `${none}; some settings are unknown` : none;
}

/** `2 errors found` or `No new problems, 8 known; some settings are unknown`, for every server by its root. */
export function problemsByServer(analysis: Analysis): ReadonlyMap<string, string> {
  const hidden = (analysis.suppressed ?? []).flatMap(({ finding, by }) => (by === 'baseline' ? [finding] : []));
  const findings = groupByServer(analysis);
  const known = groupByServer({ ...analysis, findings: hidden });
  return new Map(
    analysis.servers.map(({ root, unknowns }, index) => {
      const limits = { someUnknown: unknowns.length > 0, known: known[index]!.findings.length };
      return [root, problemsText(countFindings(findings[index]!.findings), limits)];
    }),
  );
}

/**
 * `Client certificates are validated by Exchange (detected). 6 errors found.`, for every server by its root.
 */
export function verdictSentences(analysis: Analysis): ReadonlyMap<string, string> {
  const problems = problemsByServer(analysis);
  return new Map(
    analysis.servers.map(({ root, termination }) => [root, `${stateText(termination)}. ${problems.get(root)!}.`]),
  );
}
