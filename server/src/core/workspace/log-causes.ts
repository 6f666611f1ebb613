// The causes that logs show, found by the rules of group `log`, in the order in which they matter.
import type { LogSummary } from '../logs/summary/summary.js';
import { logRules } from '../rules/log-registry.js';
import type { LogCause } from '../rules/log-rule.js';
import type { Severity } from '../rules/finding.js';

const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/** By severity, mobile devices and count. `severities`: rule id → its severity here. */
export function logCauses(
  summary: LogSummary,
  severities: Readonly<Record<string, Severity | 'off'>> = {},
): readonly LogCause[] {
  const causes: LogCause[] = [];
  for (const rule of logRules) {
    const severity = Object.hasOwn(severities, rule.id) ? severities[rule.id]! : rule.severity;
    const cause = severity === 'off' ? null : rule.cause(summary);
    if (cause !== null && severity !== 'off') causes.push({ ...cause, severity });
  }
  return causes.sort(
    (a, b) =>
      rank[a.severity] - rank[b.severity] ||
      b.occurrence.devices - a.occurrence.devices ||
      b.occurrence.count - a.occurrence.count ||
      (a.rule < b.rule ? -1 : 1),
  );
}
