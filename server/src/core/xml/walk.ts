// Ways through the tree: all elements, the way up, and what is at an offset. None of them recurses, so that
// depth costs nothing.
import { isSpace } from './characters.js';
import type { XmlAttribute, XmlDocument, XmlElement, XmlNode } from './tree.js';

/** All nodes of the document, or below an element (which is not among them), in document order. */
export function* descendants(of: XmlDocument | XmlElement): Generator<XmlNode, void, undefined> {
  const lists: (readonly XmlNode[])[] = ['nodes' in of ? of.nodes : of.children];
  const places = [0];
  while (lists.length > 0) {
    const last = lists.length - 1;
    const node = lists[last]![places[last]!];
    if (node === undefined) {
      lists.pop();
      places.pop();
      continue;
    }
    places[last]!++;
    yield node;
    if (node.kind === 'element' && node.children.length > 0) {
      lists.push(node.children);
      places.push(0);
    }
  }
}

/** All elements of the document, or below an element (which is not among them), in document order. */
export function* descendantElements(of: XmlDocument | XmlElement): Generator<XmlElement, void, undefined> {
  for (const node of descendants(of)) if (node.kind === 'element') yield node;
}

/** What a place in the text belongs to. */
export type XmlPart =
  /** In or at the end of the name in a start tag. */
  | 'name'
  | 'attributeName'
  /** Between the quotes, both edges included. */
  | 'attributeValue'
  /** Elsewhere inside a start tag: where an attribute may be written. */
  | 'startTag'
  | 'endTag'
  /** Between tags, where an element may be written; text of the element included. */
  | 'content'
  | 'cdata'
  | 'comment'
  | 'instruction';

export interface XmlSpot {
  readonly part: XmlPart;
  /** The innermost element that the place belongs to; null outside the root element. */
  readonly element: XmlElement | null;
  /** The attribute, where the part is one of an attribute. */
  readonly attribute: XmlAttribute | null;
  /** The text, comment, CDATA section or instruction at the place, else the element. */
  readonly node: XmlNode | null;
}

/** True when the `>` of an element's start tag is missing. */
export function isUnfinished(document: XmlDocument, element: XmlElement): boolean {
  return document.text[element.startTag.end - 1] !== '>';
}

/** The index of the last node that starts before `offset`; -1 when there is none. */
function lastBefore(nodes: readonly XmlNode[], offset: number): number {
  let low = -1;
  let high = nodes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (nodes[middle]!.range.start < offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * What is at `offset`, taken as a place between two characters, as a caret is. An element without an end tag
 * holds what is typed after it up to the next tag, and a start tag without `>` the white space after it.
 */
export function spotAt(document: XmlDocument, offset: number): XmlSpot {
  let element: XmlElement | null = null;
  let nodes = document.nodes;
  for (;;) {
    const node = nodes[lastBefore(nodes, offset)];
    if (node === undefined) return { part: 'content', element, attribute: null, node: element };
    if (node.kind !== 'element') return spotInNode(node, element, offset);
    const { startTag, endTag } = node;
    if (offset < startTag.end) return spotInStartTag(node, offset);
    if (isUnfinished(document, node) && isBlankBetween(document.text, startTag.end, offset))
      return spotInStartTag(node, offset);
    if (endTag === null ? node.selfClosing || isUnfinished(document, node) : offset >= endTag.end) {
      return { part: 'content', element, attribute: null, node: element };
    }
    if (endTag !== null && offset > endTag.start) return { part: 'endTag', element: node, attribute: null, node };
    element = node;
    nodes = node.children;
  }
}

function isBlankBetween(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (!isSpace(text.charCodeAt(i))) return false;
  return true;
}

function spotInNode(node: Exclude<XmlNode, XmlElement>, element: XmlElement | null, offset: number): XmlSpot {
  if (offset > node.range.end || (offset === node.range.end && node.kind !== 'text')) {
    return { part: 'content', element, attribute: null, node: element };
  }
  return { part: node.kind === 'text' ? 'content' : node.kind, element, attribute: null, node };
}

function spotInStartTag(element: XmlElement, offset: number): XmlSpot {
  const spot = (part: XmlPart, attribute: XmlAttribute | null): XmlSpot => ({
    part,
    element,
    attribute,
    node: element,
  });
  if (offset <= element.nameRange.end) return spot('name', null);
  for (const attribute of element.attributes) {
    const { nameRange, valueRange, quote } = attribute;
    if (offset < nameRange.start) break;
    if (offset <= nameRange.end) return spot('attributeName', attribute);
    const isWritten = quote !== null || valueRange.end > valueRange.start;
    if (offset >= valueRange.start && offset <= valueRange.end && (isWritten || offset === valueRange.start)) {
      return spot('attributeValue', attribute);
    }
  }
  return spot('startTag', null);
}
