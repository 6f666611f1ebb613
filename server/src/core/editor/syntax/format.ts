// Formats a document: one element a line, indented by depth. Comments, quotes, and the order of attributes
// stay as they are.
import type { TextEdit } from '../../text/edit.js';
import type { Range } from '../../text/range.js';
import type { XmlDocument, XmlElement, XmlNode } from '../../xml/tree.js';

export interface FormatOptions {
  /** Blanks or a tab. */
  readonly indent: string;
  readonly lineEnd: '\n' | '\r\n';
  /** Blanks at the ends of lines go, in comments and between attributes too; text and values keep them. */
  readonly trimTrailing?: boolean;
  /** The document ends with a line end. */
  readonly finalLineEnd?: boolean;
  /** Of several line ends at the end one stays. */
  readonly trimFinalLineEnds?: boolean;
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
  if (options.trimTrailing) edits.push(...trailingBlanks(document, only));
  const last = document.nodes.at(-1);
  if (last && last.kind !== 'text') edits.push(...endOfDocument(text, last.range.end, options, only));
  return edits.sort((a, b) => a.range.start - b.range.start);
}

/** Blanks before a line end in comments, and between the attributes of start tags. */
function trailingBlanks(document: XmlDocument, only: Range | null): TextEdit[] {
  const edits: TextEdit[] = [];
  const within = ({ start, end }: Range): void => {
    for (const { 0: blanks, index } of document.text.slice(start, end).matchAll(/[ \t]+(?=\r?\n)/g)) {
      const at = { start: start + index, end: start + index + blanks.length };
      if (!only || (at.start <= only.end && only.start <= at.end)) edits.push({ range: at, newText: '' });
    }
  };
  const waiting = [...document.nodes];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.kind === 'comment') within(node.range);
    if (node.kind !== 'element') continue;
    let { start } = node.startTag;
    for (const { valueRange } of node.attributes) {
      within({ start, end: valueRange.start });
      start = valueRange.end;
    }
    within({ start, end: node.startTag.end });
    waiting.push(...node.children);
  }
  return edits;
}

/** What follows the last node is white space. */
function endOfDocument(text: string, start: number, options: FormatOptions, only: Range | null): TextEdit[] {
  const rest = text.slice(start);
  const lines = (rest.match(/\n/g) ?? []).length;
  const kept = options.trimFinalLineEnds ? Math.min(lines, 1) : lines;
  const wanted = options.finalLineEnd ? Math.max(kept, 1) : kept;
  const isAsWanted = wanted === lines && !(options.trimTrailing && /[ \t]/.test(rest));
  if (isAsWanted || (only && only.end < start)) return [];
  const newText = options.lineEnd.repeat(wanted);
  return newText === rest ? [] : [{ range: { start, end: text.length }, newText }];
}
