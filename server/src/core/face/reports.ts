// Face of core: findings and differences as text, JSON, HTML, and the formats of other tools.
export { Places, fails, type ReportContext, type RuleInfo } from '../report/context.js';
export { driftCsv, driftHtml, driftJson, driftMarkdown, driftText, type DriftReporter } from '../report/drift.js';
export type { CompareWith, EffectivePage, EntryEdit, PageEdit, SettingEdit } from '../report/effective-page.js';
export { effectiveSection, effectiveText, type EffectiveContext, type EffectiveSection } from '../report/effective.js';
export { reportFormats, reporters, type ReportFormat } from '../report/reporters.js';
export { styleFor } from '../report/style.js';
export { count, findingCounts } from '../report/words.js';
export { htmlText } from '../report/html-escape.js';
export { driftOf } from '../workspace/reports.js';
