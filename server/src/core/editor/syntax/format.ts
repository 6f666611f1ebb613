// Formats a document: one element a line, indented by depth. Comments, quotes, and the order of attributes
// stay as they are.
import type { TextEdit } from '../../text/edit.js';
import type { Range } from '../../text/range.js';
import type { XmlDocument, XmlElement, XmlNode } from '../../xml/tree.js';

export interface FormatOptions {
  /** Blanks or a tab. */
  readonly indent: string;
  readonly lineEnd: '\n' | '\r\n';
}

/**
 * The edits that format a document, or the lines that `only` touches. None for a document with errors: what
 * its tree is cannot be told for sure. Elements that hold text keep their content as it is.
 */
export function formatEdits(document: XmlDocument, options: FormatOptions, only: Range | null = null): TextEdit[] {
  if (document.errors.length > 0) return [];
  const edits: TextEdit[] = [];
  const { text } = document;
  /**
   * White space between two neighbors becomes a line end (more where blank lines separate them) and the
   * indentation.
   */
  const gap = (start: number, end: number, depth: number): void => {
    const lines = Math.min(2, (text.slice(start, end).match(/\n/g) ?? []).length);
    const newText = options.lineEnd.repeat(Math.max(1, lines)) + options.indent.repeat(depth);
    if (text.slice(start, end) !== newText && (!only || (start <= only.end && only.start <= end))) {
      edits.push({ range: { start, end }, newText });
    }
  };
  const stack: { readonly element: XmlElement | null; readonly nodes: readonly XmlNode[]; readonly depth: number }[] = [
    { element: null, nodes: document.nodes, depth: 0 },
  ];
  for (let level = stack.pop(); level; level = stack.pop()) {
    const { element, nodes, depth } = level;
    if (nodes.some(({ kind }) => kind === 'text' || kind === 'cdata')) continue;
    let end = element ? element.startTag.end : null;
    for (const node of nodes) {
      if (end !== null) gap(end, node.range.start, depth);
      end = node.range.end;
      if (node.kind === 'element' && node.children.length > 0)
        stack.push({ element: node, nodes: node.children, depth: depth + 1 });
    }
    if (element?.endTag && end !== null) gap(end, element.endTag.start, depth - 1);
  }
  return edits.sort((a, b) => a.range.start - b.range.start);
}
