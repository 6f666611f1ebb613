// The nodes that the parser makes: few numbers inside, so that a document of 30 MB costs little, and ranges
// on demand.
import type { Range } from '../text/range.js';
import type { XmlAttribute, XmlElement, XmlNode } from './tree.js';

const none: readonly never[] = Object.freeze([]);
/** The attributes of an element that has none; one list for all. */
export const noAttributes: readonly AttributeNode[] = none;

export class AttributeNode implements XmlAttribute {
  constructor(
    readonly name: string,
    readonly start: number,
    readonly value: string,
    readonly valueStart: number,
    readonly valueEnd: number,
    readonly end: number,
    readonly quote: '"' | "'" | null,
  ) {}

  get nameRange(): Range {
    return { start: this.start, end: this.start + this.name.length };
  }

  get valueRange(): Range {
    return { start: this.valueStart, end: this.valueEnd };
  }

  get range(): Range {
    return { start: this.start, end: this.end };
  }
}

/** An element. What comes after its start tag is filled in when it is closed. */
export class ElementNode implements XmlElement {
  readonly kind = 'element';
  children: readonly XmlNode[] = none;
  /** Offset of `</`; -1 without an end tag. */
  closeStart = -1;
  end: number;

  constructor(
    readonly name: string,
    readonly start: number,
    /** Offset after the start tag. */
    readonly openEnd: number,
    readonly selfClosing: boolean,
    readonly attributes: readonly AttributeNode[],
    public parent: ElementNode | null,
  ) {
    this.end = openEnd;
  }

  get nameEnd(): number {
    return this.start + 1 + this.name.length;
  }

  get nameRange(): Range {
    return { start: this.start + 1, end: this.nameEnd };
  }

  get range(): Range {
    return { start: this.start, end: this.end };
  }

  get startTag(): Range {
    return { start: this.start, end: this.openEnd };
  }

  get endTag(): Range | null {
    return this.closeStart === -1 ? null : { start: this.closeStart, end: this.end };
  }
}
