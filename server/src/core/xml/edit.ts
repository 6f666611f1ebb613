// Changes of a document as text edits that keep what is around them: indentation, quotes, line ends and
// comments.
import type { TextEdit } from '../text/edit.js';
import { indentationBefore, lineEndAfter, lineEndingOf, spansLines } from '../text/lines.js';
import { isSpace } from './characters.js';
import { escapeAttribute } from './escape.js';
import type { XmlDocument, XmlElement, XmlNode } from './tree.js';
import { attributeOf } from './tree.js';
import { descendantElements } from './walk.js';

/** An element that is to be written; attributes in the order in which they are given. */
export interface Markup {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Markup[];
}

/** Where among the children of the parent; `before` and `after` name one of them. */
export type ChildPosition = 'first' | 'last' | { readonly after: XmlElement } | { readonly before: XmlElement };

/** How a document is written, so that what is added looks like the rest. */
export interface Style {
  /** One level of indentation. */
  readonly indent: string;
  readonly lineEnd: string;
  readonly quote: '"' | "'";
  /** ` />` or `/>`. */
  readonly emptyEnd: string;
}

/** So many elements tell the style of a document; more would only cost time. */
const SAMPLE = 500;

/**
 * The style that most of a document has; four spaces, CRLF, double quotes and ` />`, as IIS writes, where it
 * does not show.
 */
export function styleOf(document: XmlDocument): Style {
  const { text } = document;
  const indents = new Map<string, number>();
  let doubleQuotes = 0;
  let spaced = 0;
  let sampled = 0;
  for (const element of descendantElements(document)) {
    if (++sampled > SAMPLE) break;
    for (const { quote } of element.attributes) doubleQuotes += quote === "'" ? -1 : 1;
    if (element.selfClosing) spaced += isSpace(text.charCodeAt(element.startTag.end - 3)) ? 1 : -1;
    const outer = element.parent === null ? null : indentationBefore(text, element.parent.range.start);
    const inner = indentationBefore(text, element.range.start);
    if (outer === null || inner === null || inner.length <= outer.length || !inner.startsWith(outer)) continue;
    const indent = inner.slice(outer.length);
    indents.set(indent, (indents.get(indent) ?? 0) + 1);
  }
  let indent = '    ';
  let most = 0;
  for (const [candidate, count] of indents) {
    if (count > most) [indent, most] = [candidate, count];
  }
  return {
    indent,
    lineEnd: lineEndingOf(text),
    quote: doubleQuotes < 0 ? "'" : '"',
    emptyEnd: spaced < 0 ? '/>' : ' />',
  };
}

/** One piece of markup that is still to be written: an element at a depth, or an end tag. */
type Pending = { readonly markup: Markup; readonly indent: string } | { readonly endTag: string };

/** The markup as text without indentation before its first line; on one line when `indent` is null. */
export function renderMarkup(markup: Markup, style: Style, indent: string | null): string {
  const parts: string[] = [];
  const pending: Pending[] = [{ markup, indent: indent ?? '' }];
  const lineBreak = (depth: string) => (indent === null ? '' : style.lineEnd + depth);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if ('endTag' in next) {
      parts.push(next.endTag);
      continue;
    }
    const { name, attributes = {}, children = [] } = next.markup;
    if (parts.length > 0) parts.push(lineBreak(next.indent));
    parts.push(`<${name}`);
    for (const [attribute, value] of Object.entries(attributes))
      parts.push(` ${attributeText(attribute, value, style.quote)}`);
    parts.push(children.length === 0 ? style.emptyEnd : '>');
    if (children.length === 0) continue;
    pending.push({ endTag: `${lineBreak(next.indent)}</${name}>` });
    for (const child of [...children].reverse()) pending.push({ markup: child, indent: next.indent + style.indent });
  }
  return parts.join('');
}

function attributeText(name: string, value: string, quote: '"' | "'"): string {
  return `${name}=${quote}${escapeAttribute(value, quote)}${quote}`;
}

function replacing(start: number, end: number, newText: string): readonly TextEdit[] {
  return [{ range: { start, end }, newText }];
}

/**
 * Gives an attribute a value: its value is replaced where it has one, else it is added after the last
 * attribute, on a line of its own when that one is. No edit when it has the value already.
 */
export function setAttribute(
  document: XmlDocument,
  element: XmlElement,
  name: string,
  value: string,
): readonly TextEdit[] {
  const { text } = document;
  const existing = attributeOf(element, name);
  if (existing !== undefined) {
    if (existing.value === value && existing.quote !== null) return [];
    const { range, valueRange, quote } = existing;
    if (quote === null) return replacing(range.start, range.end, attributeText(name, value, '"'));
    return replacing(valueRange.start, valueRange.end, escapeAttribute(value, quote));
  }
  const last = element.attributes.at(-1);
  const at = last?.range.end ?? element.nameRange.end;
  const ownLine = last === undefined ? null : indentationBefore(text, last.range.start);
  const separator = ownLine === null ? ' ' : lineEndingOf(text) + ownLine;
  return replacing(at, at, separator + attributeText(name, value, last?.quote ?? styleOf(document).quote));
}

/** Takes an attribute away, with the white space before it; no edit when it is not there. */
export function removeAttribute(document: XmlDocument, element: XmlElement, name: string): readonly TextEdit[] {
  const attribute = attributeOf(element, name);
  if (attribute === undefined) return [];
  let { start } = attribute.range;
  while (isSpace(document.text.charCodeAt(start - 1))) start--;
  return replacing(start, attribute.range.end, '');
}

/**
 * Adds one or several elements among the children of `parent`. An empty parent is opened up; a parent that is
 * written on one line with its contents stays on it. No edit when the parent has no end tag: the text has
 * errors then.
 */
export function insertChild(
  document: XmlDocument,
  parent: XmlElement,
  markup: Markup | readonly Markup[],
  position: ChildPosition,
): readonly TextEdit[] {
  const all = 'name' in markup ? [markup] : markup;
  if (all.length === 0) return [];
  const style = styleOf(document);
  if (parent.children.length === 0) return fillEmpty(document, parent, all, style);
  if (parent.endTag === null) return [];
  if (typeof position === 'object') {
    return 'after' in position
      ? insertAfter(document, parent, afterTrailingComment(document, position.after), all, style)
      : insertBefore(document, parent, position.before, all, style);
  }
  if (position === 'last') return insertAfter(document, parent, parent.children.at(-1)!, all, style);
  const first = parent.children[0]!;
  const indent = lineIndent(document, parent, first, style);
  // White space inside text is not ours to divide: what is first goes directly after the start tag then.
  const onOwnLines =
    indent !== null &&
    spansLines(document.text, parent.startTag.end, first.range.start + (first.kind === 'text' ? 1 : 0));
  const at = parent.startTag.end;
  return replacing(at, at, lines(all, style, onOwnLines ? indent : null, 'before'));
}

/**
 * The elements, each on its own line and with its line break before or after it, or all on one line when
 * `indent` is null.
 */
function lines(all: readonly Markup[], style: Style, indent: string | null, lineBreak: 'before' | 'after'): string {
  if (indent === null) return all.map((markup) => renderMarkup(markup, style, null)).join('');
  const between = style.lineEnd + indent;
  const text = all.map((markup) => renderMarkup(markup, style, indent)).join(between);
  return lineBreak === 'before' ? between + text : text + between;
}

/** Contents for an element that has none, or nothing but white space. */
function fillEmpty(
  document: XmlDocument,
  parent: XmlElement,
  all: readonly Markup[],
  style: Style,
): readonly TextEdit[] {
  const { text } = document;
  const outer = indentationBefore(text, parent.range.start);
  const content = lines(all, style, outer === null ? null : outer + style.indent, 'before');
  const before = outer === null ? '' : style.lineEnd + outer;
  if (parent.endTag !== null) return replacing(parent.startTag.end, parent.endTag.start, content + before);
  if (!parent.selfClosing) return [];
  const slash = parent.startTag.end - 2;
  let start = slash;
  while (isSpace(text.charCodeAt(start - 1))) start--;
  // A `/>` on a line of its own stays there, as `>`.
  if (spansLines(text, start, slash)) start = slash;
  return replacing(start, parent.startTag.end, `>${content}${before}</${parent.name}>`);
}

/**
 * The indentation of the children of `parent`, seen at one of them; null when that one does not start its
 * line.
 */
function lineIndent(document: XmlDocument, parent: XmlElement, child: XmlNode, style: Style): string | null {
  const own = indentationBefore(document.text, child.range.start);
  if (child.kind !== 'text' && child.kind !== 'cdata') return own;
  const outer = indentationBefore(document.text, parent.range.start);
  return outer === null ? null : outer + style.indent;
}

/** The comment that follows an element on its line and refers to it; else the element. */
function afterTrailingComment(document: XmlDocument, element: XmlElement): XmlNode {
  const siblings = element.parent?.children ?? document.nodes;
  const next = siblings[siblings.indexOf(element) + 1];
  if (next?.kind !== 'comment' || spansLines(document.text, element.range.end, next.range.end)) return element;
  return lineEndAfter(document.text, next.range.end) === -1 ? element : next;
}

function insertAfter(
  document: XmlDocument,
  parent: XmlElement,
  child: XmlNode,
  all: readonly Markup[],
  style: Style,
): readonly TextEdit[] {
  const { text } = document;
  // Of several nodes on one line the first one shows the indentation.
  let first = child;
  if (child.kind === 'comment') {
    const previous = parent.children[parent.children.indexOf(child) - 1];
    if (previous !== undefined && !spansLines(text, previous.range.end, child.range.start)) first = previous;
  }
  const indent = lineIndent(document, parent, first, style);
  let at = child.range.end;
  if (child.kind === 'text') while (isSpace(text.charCodeAt(at - 1))) at--;
  const onOwnLines = indent !== null && (child.kind !== 'text' || spansLines(text, child.range.start, child.range.end));
  return replacing(at, at, lines(all, style, onOwnLines ? indent : null, 'before'));
}

function insertBefore(
  document: XmlDocument,
  parent: XmlElement,
  child: XmlElement,
  all: readonly Markup[],
  style: Style,
): readonly TextEdit[] {
  const { start } = leadingComment(document, parent, child).range;
  return replacing(start, start, lines(all, style, lineIndent(document, parent, child, style), 'after'));
}

/**
 * The first of the comments that are on the lines directly above an element and refer to it; else the
 * element.
 */
function leadingComment(document: XmlDocument, parent: XmlElement, element: XmlElement): XmlNode {
  const { text } = document;
  let first: XmlNode = element;
  for (let i = parent.children.indexOf(element) - 1; i >= 0; i--) {
    const comment = parent.children[i]!;
    const isAbove =
      lineEndAfter(text, comment.range.end) ===
      first.range.start - (indentationBefore(text, first.range.start)?.length ?? -1);
    if (comment.kind !== 'comment' || !isAbove || indentationBefore(text, comment.range.start) === null) break;
    first = comment;
  }
  return first;
}

/**
 * Takes an element away: with its lines when nothing else is on them, else with the blanks before or after
 * it.
 */
export function removeElement(document: XmlDocument, element: XmlElement): readonly TextEdit[] {
  const { text } = document;
  const { start, end } = element.range;
  const indentation = indentationBefore(text, start);
  const lineEnd = lineEndAfter(text, end);
  if (indentation !== null && lineEnd !== -1) return replacing(start - indentation.length, lineEnd, '');
  let from = start;
  let to = end;
  if (lineEnd !== -1) while (text[from - 1] === ' ' || text[from - 1] === '\t') from--;
  else if (indentation !== null) while (text[to] === ' ' || text[to] === '\t') to++;
  return replacing(from, to, '');
}
