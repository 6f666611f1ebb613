// Face of core: what an editor shows, as plain data, and what it can do without a project.
export type { CompletionItem, DeclaredPath, DocumentSymbol, Lens, TreeNode } from '../editor/answers.js';
export { allBelow, symbolsOf } from '../editor/symbols.js';
export { foldingRanges } from '../editor/syntax/folding.js';
export { formatEdits, type FormatOptions } from '../editor/syntax/format.js';
export { highlights, selectionRanges, tagNames } from '../editor/syntax/selection.js';
