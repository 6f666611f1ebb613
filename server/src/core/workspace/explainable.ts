// What can be explained: a status, a code, a reason, and, beside what the tables have, the id of a rule.
import { rules } from '../rules/registry.js';
import { causes } from '../simulate/causes.js';
import { subjectOf, type Subject } from '../simulate/explain.js';
import { ruleInfo } from './rule-info.js';

/** `403.7`, `403.16.0x800B0109`, `Timer_HeaderWait`, `tls/ds-mapper-disabled`; null for anything else. */
export function explainable(text: string): Subject | null {
  return subjectOf(text) ?? ofRule(text);
}

function ofRule(id: string): Subject | null {
  const info = ruleInfo(id);
  if (!info) return null;
  return {
    status: id,
    meaning: `${info.title}. ${info.what ?? ''}`.trim(),
    win32: null,
    shown: null,
    causes: causes.filter(({ rules: found }) => found.includes(id)),
    sources: rules.find((rule) => rule.id === id)?.docs.sources.map(({ title }) => title) ?? [],
  };
}
