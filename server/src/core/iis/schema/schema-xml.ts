// The elements of an IIS schema file, as its reader asks for them.
import type { Range } from '../../text/range.js';
import { attributeOf, childElements, type XmlElement } from '../../xml/tree.js';

/** One element of a schema file. */
export class SchemaNode {
  readonly #element: XmlElement;

  constructor(element: XmlElement) {
    this.#element = element;
  }

  get tag(): string {
    return this.#element.name;
  }

  /** The `<` and the name. */
  get range(): Range {
    return { start: this.#element.range.start, end: this.#element.nameRange.end };
  }

  attribute(name: string): string | undefined {
    return attributeOf(this.#element, name)?.value;
  }

  /** All child elements in document order. */
  children(): SchemaNode[] {
    return childElements(this.#element).map((child) => new SchemaNode(child));
  }
}

/** Real schema files have 8. */
const maximumLevels = 64;

/** Whether elements are nested so deep that no schema file is meant. */
export function isTooDeep(root: XmlElement): boolean {
  let level = [root];
  for (let depth = 0; depth < maximumLevels; depth++) level = level.flatMap((element) => childElements(element));
  return level.length > 0;
}
