// The elements of an IIS schema file as plain nodes with offsets, read with fast-xml-parser.
import { XMLParser } from 'fast-xml-parser';

/** Every element of a schema file can repeat; lists keep the reader free of "one or many". */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributesGroupName: '$',
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  captureMetaData: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  maxNestedTags: 64,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
});

const metaData = XMLParser.getMetaDataSymbol() as symbol;

/** One element of a schema file. */
export class SchemaNode {
  readonly #raw: object;
  readonly tag: string;
  /** The offset of its `<`; null where fast-xml-parser does not tell. */
  readonly start: number | null;

  constructor(tag: string, raw: unknown, shift: number) {
    this.tag = tag;
    this.#raw = typeof raw === 'object' && raw !== null ? raw : {};
    const meta = property(this.#raw, metaData) as { startIndex?: number } | undefined;
    this.start = meta?.startIndex === undefined ? null : meta.startIndex + shift;
    this.#shift = shift;
  }

  readonly #shift: number;

  attribute(name: string): string | undefined {
    const value = property(property(this.#raw, '$'), `@${name}`);
    return typeof value === 'string' ? value : undefined;
  }

  /** All child elements; those of one name are in document order. */
  children(): SchemaNode[] {
    return Object.entries(this.#raw).flatMap(([tag, list]) =>
      tag === '$' || tag === '#text' || !Array.isArray(list)
        ? []
        : list.map((raw: unknown) => new SchemaNode(tag, raw, this.#shift)),
    );
  }
}

function property(of: unknown, key: string | symbol): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, key)
    ? (of as Record<string | symbol, unknown>)[key]
    : undefined;
}

/**
 * The top-level elements of a text that is known to be well-formed; `shift` is added to all offsets. Throws where fast-xml-parser
 * refuses the text: more than 64 levels, names such as `__proto__`.
 */
export function readNodes(text: string, shift: number): SchemaNode[] {
  return new SchemaNode('', parser.parse(text), shift).children();
}
