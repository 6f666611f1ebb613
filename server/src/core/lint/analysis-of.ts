// An analysis of what belongs to no server: certificates, logs.
import type { Analysis } from './analysis.js';
import { sortFindings, type Outcome } from './run.js';
import { countFindings } from './verdict.js';

/** The findings of a run in their order, counted; `texts` are those of the files that they name. */
export function analysisOf(outcome: Outcome, texts: Analysis['texts']): Analysis {
  const { passed, notApplicable, unknown, failures } = outcome;
  const findings = sortFindings(outcome.findings);
  return {
    servers: [],
    findings,
    summary: { ...countFindings(findings), passed, notApplicable, unknown, suppressed: 0 },
    texts,
    failures,
  };
}
