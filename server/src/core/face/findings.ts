// Face of core: findings, rules, baselines, and checklists.
export type { Checklist } from '../checklist/checklist.js';
export type { Analysis, EvidenceEntry, NotChecked } from '../lint/analysis.js';
export { readBaseline, withoutKnown, writeBaseline, type KnownFindings } from '../lint/baseline.js';
export { groupByServer } from '../lint/by-server.js';

export { mergeAnalyses } from '../lint/merge.js';
export { sortFindings } from '../lint/run.js';
export { countFindings, problemsByServer, verdictSentences } from '../lint/verdict.js';
export type { Finding, Severity } from '../rules/finding.js';
export { checklistsOf } from '../workspace/checklists.js';
export { ruleIds, ruleInfo, ruleInfos } from '../workspace/rule-info.js';
