// What can be folded: elements and comments of more than one line.
import type { XmlDocument } from '../../xml/tree.js';
import { descendants } from '../../xml/walk.js';
import type { Range } from '../../text/range.js';

export interface FoldingRange {
  /** From the first character that stays visible to the start of what stays visible after it. */
  readonly range: Range;
  readonly kind: 'element' | 'comment';
}

/** In document order. An element folds from its start tag to its end tag, which stays visible. */
export function foldingRanges(document: XmlDocument): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const add = (start: number, end: number, kind: FoldingRange['kind']): void => {
    const lineEnd = document.text.indexOf('\n', start);
    if (lineEnd >= 0 && lineEnd < end) ranges.push({ range: { start, end }, kind });
  };
  for (const node of descendants(document)) {
    if (node.kind === 'comment') add(node.range.start, node.range.end, 'comment');
    else if (node.kind === 'element') add(node.range.start, node.endTag?.start ?? node.range.end, 'element');
  }
  return ranges;
}
