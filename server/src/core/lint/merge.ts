// Puts two analyses together, as one report shows configurations and certificates.
import { groupedBy } from '../text/grouped.js';
import type { Analysis, EvidenceEntry, Summary } from './analysis.js';
import { sortFindings } from './run.js';

export function mergeAnalyses(a: Analysis, b: Analysis): Analysis {
  const sum = (name: keyof Summary): number => a.summary[name] + b.summary[name];
  return {
    servers: [...a.servers, ...b.servers],
    findings: sortFindings([...a.findings, ...b.findings]),
    suppressed: [...(a.suppressed ?? []), ...(b.suppressed ?? [])],
    summary: {
      error: sum('error'),
      warning: sum('warning'),
      information: sum('information'),
      hint: sum('hint'),
      passed: sum('passed'),
      notApplicable: sum('notApplicable'),
      unknown: sum('unknown'),
      suppressed: sum('suppressed'),
    },
    texts: new Map([...a.texts, ...b.texts]),
    evidence: oneOfEach([...(a.evidence ?? []), ...(b.evidence ?? [])]).sort((x, y) =>
      x.uri < y.uri ? -1 : x.uri > y.uri ? 1 : 0,
    ),
    notChecked: [...(a.notChecked ?? []), ...(b.notChecked ?? [])],
    lineNumbers: new Map([...(a.lineNumbers ?? []), ...(b.lineNumbers ?? [])]),
    failures: [...a.failures, ...b.failures],
  };
}

/** One entry for each file and kind, with what both say of it. */
function oneOfEach(entries: readonly EvidenceEntry[]): EvidenceEntry[] {
  return [...groupedBy(entries, ({ uri, kind }) => `${kind} ${uri}`).values()].map((same) => ({
    ...same[0]!,
    used: same.some(({ used }) => used),
    note: [...new Set(same.map(({ note }) => note))].filter((note) => note !== '').join(' '),
  }));
}
