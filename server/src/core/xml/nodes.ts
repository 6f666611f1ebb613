// The nodes that the parser makes: plain numbers inside, so that a document of 30 MB costs little, ranges on demand.
import type { Range } from '../text/range.js';
import type { XmlAttribute, XmlElement, XmlNode } from './tree.js';

export class AttributeNode implements XmlAttribute {
  constructor(
    readonly name: string,
    readonly start: number,
    readonly nameEnd: number,
    readonly value: string,
    readonly valueStart: number,
    readonly valueEnd: number,
    readonly end: number,
    readonly quote: '"' | "'" | null,
  ) {}

  get nameRange(): Range {
    return { start: this.start, end: this.nameEnd };
  }

  get valueRange(): Range {
    return { start: this.valueStart, end: this.valueEnd };
  }

  get range(): Range {
    return { start: this.start, end: this.end };
  }
}

const none: readonly never[] = Object.freeze([]);

/** An element while it is built: `end` and `closeStart` are set when it is closed. */
export class ElementNode implements XmlElement {
  readonly kind = 'element';
  /** Offset of `</`; -1 without an end tag. */
  closeStart = -1;
  end: number;
  selfClosing = false;
  children: readonly XmlNode[] = none;

  constructor(
    readonly name: string,
    readonly start: number,
    readonly nameEnd: number,
    /** Offset after the start tag. */
    readonly openEnd: number,
    readonly attributes: readonly AttributeNode[],
    public parent: ElementNode | null,
  ) {
    this.end = openEnd;
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

  append(node: XmlNode): void {
    if (this.children === none) this.children = [node];
    else (this.children as XmlNode[]).push(node);
  }

  /** Empties the list of children and returns it. */
  takeChildren(): readonly XmlNode[] {
    const { children } = this;
    this.children = none;
    return children;
  }
}

export const noAttributes: readonly AttributeNode[] = none;
