// The XML tree with exact ranges that everything which reads configuration text is on.
import type { Range } from '../text/range.js';

export interface XmlAttribute {
  readonly name: string;
  readonly nameRange: Range;
  /** The value with references decoded and white space normalised as XML says; '' when there is none. */
  readonly value: string;
  /** The value as written, without its quotes; an empty range where a value is missing. */
  readonly valueRange: Range;
  /** From the name through the closing quote. */
  readonly range: Range;
  /** The quote character, or null when the value is unquoted or missing. */
  readonly quote: '"' | "'" | null;
}

export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly nameRange: Range;
  /**
   * From `<` of the start tag through `>` of the end tag (through the last content when the end tag is
   * missing).
   */
  readonly range: Range;
  /** From `<` through `>` of the start tag; of an empty-element tag the whole. */
  readonly startTag: Range;
  /**
   * From `</` through `>`; null for an empty-element tag and where the end tag is missing. Where a start tag
   * was written for the end tag (an error of the document) it is that one.
   */
  readonly endTag: Range | null;
  readonly selfClosing: boolean;
  /** In document order; duplicates are kept (and are errors of the document). */
  readonly attributes: readonly XmlAttribute[];
  /** Elements, comments, instructions, and text that is not blank, in document order. */
  readonly children: readonly XmlNode[];
  readonly parent: XmlElement | null;
}

/** Text or a CDATA section; `text` is decoded. Blank text between elements is not kept. */
export interface XmlText {
  readonly kind: 'text' | 'cdata';
  readonly text: string;
  readonly range: Range;
}

export interface XmlComment {
  readonly kind: 'comment';
  /** What is between `<!--` and `-->`. */
  readonly text: string;
  readonly range: Range;
}

export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly range: Range;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

/** What is wrong with the text; `range` is where it shows, and where a reader would look. */
export interface XmlError {
  readonly code: string;
  readonly message: string;
  readonly range: Range;
  /**
   * The other place that belongs to the error, with a phrase about it: the start tag that an end tag does not
   * match.
   */
  readonly related?: { readonly range: Range; readonly message: string };
}

export interface XmlDocument {
  readonly text: string;
  /** The document element; null when there is none. */
  readonly root: XmlElement | null;
  /** Everything at the top level, the document element included. */
  readonly nodes: readonly XmlNode[];
  /**
   * All errors in the order of their ranges; empty exactly when the text is well-formed XML 1.0 without a
   * DOCTYPE.
   */
  readonly errors: readonly XmlError[];
}

/** The child elements, optionally only those of one name (names are case-sensitive, as in IIS). */
export function childElements(element: XmlElement, name?: string): XmlElement[] {
  const result: XmlElement[] = [];
  for (const child of element.children) {
    if (child.kind === 'element' && (name === undefined || child.name === name)) result.push(child);
  }
  return result;
}

/**
 * Elements of more attributes than these are looked up in an index, so that asking for each of them stays
 * cheap.
 */
const manyAttributes = 32;

const indexes = new WeakMap<XmlElement, ReadonlyMap<string, XmlAttribute>>();

/** The first attribute of that name. */
export function attributeOf(element: XmlElement, name: string): XmlAttribute | undefined {
  const { attributes } = element;
  if (attributes.length <= manyAttributes) {
    for (const attribute of attributes) if (attribute.name === name) return attribute;
    return undefined;
  }
  let index = indexes.get(element);
  if (!index) {
    index = new Map([...attributes].reverse().map((attribute) => [attribute.name, attribute]));
    indexes.set(element, index);
  }
  return index.get(name);
}
