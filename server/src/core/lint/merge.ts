// Puts two analyses together, as one report shows configurations and certificates.
import type { Analysis, Summary } from './analysis.js';
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
    evidence: [...(a.evidence ?? []), ...(b.evidence ?? [])].sort((x, y) =>
      x.uri < y.uri ? -1 : x.uri > y.uri ? 1 : 0,
    ),
    notChecked: [...(a.notChecked ?? []), ...(b.notChecked ?? [])],
    lineNumbers: new Map([...(a.lineNumbers ?? []), ...(b.lineNumbers ?? [])]),
    failures: [...a.failures, ...b.failures],
  };
}
