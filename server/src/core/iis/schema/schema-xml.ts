// The elements of an IIS schema file as plain nodes with offsets, read with fast-xml-parser.
import { XMLParser, type X2jOptions } from 'fast-xml-parser';
import { ErrorList } from '../../xml/errors.js';
import { decode } from '../../xml/references.js';

/** Every element of a schema file can repeat: always lists, so that nothing has to ask "one or many". */
const options: X2jOptions = {
  ignoreAttributes: false,
  attributesGroupName: '$',
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  captureMetaData: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
  maxNestedTags: 64,
  ignoreDeclaration: true,
  ignorePiTags: true,
  jPath: false,
};

const metaData = XMLParser.getMetaDataSymbol() as symbol;

/** One element of a schema file. */
export class SchemaNode {
  readonly #raw: object;
  readonly #shift: number;
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

  /** The value of an attribute, its references decoded. */
  attribute(name: string): string | undefined {
    const value = property(property(this.#raw, '$'), `@${name}`);
    return typeof value === 'string' ? decode(value, 0, value.length, true, new ErrorList(value)) : undefined;
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
 * The top-level elements of a text that is known to be well-formed; `shift` is added to all offsets. Throws
 * where fast-xml-parser refuses the text: more than 64 levels, names such as `__proto__`.
 */
export function readNodes(text: string, shift: number): SchemaNode[] {
  return new SchemaNode('', new XMLParser(options).parse(text), shift).children();
}
