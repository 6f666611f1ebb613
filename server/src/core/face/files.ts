// Face of core: what a file is, and which files belong together.
export { evidenceFileOf } from '../evidence/evidence-file.js';
export { computerKey } from '../evidence/kind.js';
export { netshOfOtherLanguage } from '../evidence/unread/read.js';
export type { SourcedFacts } from '../evidence/sourced.js';
export { documentOf, trimTrees } from '../iis/documents.js';
export { boundSettings, settingsUriOf } from '../workspace/binding.js';
export { roleOf } from '../workspace/classify.js';
export { targetProblem } from '../workspace/mapped-directories.js';
export { sourceCycles } from '../workspace/source-cycles.js';
export type { XmlElement } from '../xml/tree.js';
