// Any ASN.1 as a tree for people to look at: made node by node when asked for, because files may hold a
// million of them.
import { toHex } from '../bytes.js';
import { oidName } from '../oids.js';
import { Cursor, Id, MAXIMUM_DEPTH, attempt, classOf, count, isConstructed, readElement } from './element.js';
import type { ByteProblem, Element } from './element.js';
import { bigInteger, bitStringOf, decodeOid, stringOf, timeOf } from './values.js';

export interface Asn1Node {
  /**
   * Byte offsets: header from `start`, content from `contentStart` to `contentEnd`, end marker included up to
   * `end`.
   */
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
  readonly depth: number;
  /** `SEQUENCE`, `OCTET STRING`, `[0]`, `[APPLICATION 3]`. */
  readonly type: string;
  /**
   * The decoded value of a primitive, at most 200 characters, not made showable; null for constructed ones.
   */
  readonly text: string | null;
  /** What an object identifier is called. */
  readonly oidName: string | null;
  /**
   * Where the children are; null when there are none. Inside an OCTET STRING or BIT STRING when that holds
   * ASN.1.
   */
  readonly children: { readonly start: number; readonly end: number } | null;
  /** The children are inside a string of bytes. */
  readonly encapsulates: boolean;
}

export interface Asn1Nodes {
  readonly nodes: readonly Asn1Node[];
  /** The offset from which to ask for more; null when these are all. */
  readonly rest: number | null;
  /** What could not be read; the nodes before it stand. */
  readonly problem: ByteProblem | null;
}

const UNIVERSAL: readonly (string | undefined)[] = [
  'END OF CONTENT',
  'BOOLEAN',
  'INTEGER',
  'BIT STRING',
  'OCTET STRING',
  'NULL',
  'OBJECT IDENTIFIER',
  'ObjectDescriptor',
  'EXTERNAL',
  'REAL',
  'ENUMERATED',
  'EMBEDDED PDV',
  'UTF8String',
  'RELATIVE-OID',
  'TIME',
  undefined,
  'SEQUENCE',
  'SET',
  'NumericString',
  'PrintableString',
  'TeletexString',
  'VideotexString',
  'IA5String',
  'UTCTime',
  'GeneralizedTime',
  'GraphicString',
  'VisibleString',
  'GeneralString',
  'UniversalString',
  'CHARACTER STRING',
  'BMPString',
];

const CLASSES = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '];
const PREVIEW = 200;

/** The outermost elements of a file. */
export function asn1Roots(bytes: Uint8Array, limit = 1000): Asn1Nodes {
  return readNodes(bytes, 0, bytes.length, 0, limit);
}

/** The children of a node; `from` is the `rest` of an earlier answer. */
export function asn1Children(
  bytes: Uint8Array,
  node: Asn1Node,
  limit = 1000,
  from = node.children?.start ?? 0,
): Asn1Nodes {
  if (node.children === null) return { nodes: [], rest: null, problem: null };
  if (node.depth + 1 >= MAXIMUM_DEPTH) {
    const problem: ByteProblem = {
      offset: node.start,
      message: `Elements nest deeper than ${MAXIMUM_DEPTH}.`,
      severity: 'error',
    };
    return { nodes: [], rest: null, problem };
  }
  return readNodes(bytes, from, node.children.end, node.depth + 1, limit);
}

/** The nodes around a byte, the outermost first; empty where nothing can be read. */
export function asn1Path(bytes: Uint8Array, offset: number): Asn1Node[] {
  const path: Asn1Node[] = [];
  let range: { readonly start: number; readonly end: number } | null = { start: 0, end: bytes.length };
  while (range !== null && path.length < MAXIMUM_DEPTH) {
    const found = nodeAt(bytes, range.start, range.end, path.length, offset);
    if (found === null) break;
    path.push(found);
    range = found.children;
  }
  return path;
}

function nodeAt(bytes: Uint8Array, start: number, end: number, depth: number, offset: number): Asn1Node | null {
  return attempt(() => {
    for (let at = start; at < end && at <= offset;) {
      const element = readElement(bytes, at, end);
      if (offset < element.end) return nodeOf(bytes, element, depth);
      at = element.end;
    }
    return null;
  }).value;
}

function readNodes(bytes: Uint8Array, start: number, end: number, depth: number, limit: number): Asn1Nodes {
  const nodes: Asn1Node[] = [];
  let at = start;
  const { problem } = attempt(() => {
    while (at < end && nodes.length < limit) {
      const element = readElement(bytes, at, end);
      nodes.push(nodeOf(bytes, element, depth));
      at = element.end;
    }
    return true;
  });
  return { nodes, rest: problem === null && at < end ? at : null, problem };
}

function nodeOf(bytes: Uint8Array, element: Element, depth: number): Asn1Node {
  const { start, contentStart, contentEnd, end } = element;
  const constructed = isConstructed(element);
  const inner = constructed
    ? contentEnd > contentStart
      ? { start: contentStart, end: contentEnd }
      : null
    : encapsulated(bytes, element);
  return {
    start,
    contentStart,
    contentEnd,
    end,
    depth,
    type: typeName(element),
    text: constructed ? null : preview(bytes, element, inner !== null),
    oidName:
      element.id === Id.objectIdentifier
        ? (attempt(() => oidName(decodeOid(bytes, contentStart, contentEnd))).value ?? null)
        : null,
    children: inner,
    encapsulates: !constructed && inner !== null,
  };
}

function typeName(element: Element): string {
  const named = classOf(element) === 0 ? UNIVERSAL[element.tag] : undefined;
  return named ?? `[${CLASSES[classOf(element)]!}${element.tag}]`;
}

/** Bytes that are exactly one well-formed element of a usual type are shown as that element too. */
function encapsulated(bytes: Uint8Array, element: Element): { start: number; end: number } | null {
  if (element.id !== Id.octetString && element.id !== Id.bitString) return null;
  const start = element.contentStart + (element.id === Id.bitString ? 1 : 0);
  const end = element.contentEnd;
  if (end - start < 2 || (element.id === Id.bitString && bytes[element.contentStart] !== 0)) return null;
  const inner = attempt(() => readElement(bytes, start, end)).value;
  if (inner?.end !== end || classOf(inner) !== 0 || UNIVERSAL[inner.tag] === undefined || inner.tag === 0) return null;
  if (isConstructed(inner)) {
    const whole = attempt(() => {
      const cursor = new Cursor(bytes, inner.contentStart, inner.contentEnd);
      while (cursor.more) cursor.next();
      return true;
    });
    return whole.value === null ? null : { start, end };
  }
  const readable = inner.tag === 5 ? inner.contentEnd === inner.contentStart : inner.contentEnd > inner.contentStart;
  return readable && inner.tag !== 16 && inner.tag !== 17 ? { start, end } : null;
}

function preview(bytes: Uint8Array, element: Element, encapsulates: boolean): string {
  const { contentStart: start, contentEnd: end } = element;
  if (encapsulates) return `${count(end - start)}, encapsulates`;
  const text = attempt(() => valueText(bytes, element)).value;
  const shown = text ?? hexPreview(bytes, start, end);
  return shown.length > PREVIEW ? `${shown.slice(0, PREVIEW)}…` : shown;
}

function valueText(bytes: Uint8Array, element: Element): string | null {
  const { contentStart: start, contentEnd: end } = element;
  switch (element.id) {
    case Id.boolean:
      return bytes[start] === 0 ? 'FALSE' : 'TRUE';
    case Id.integer:
    case Id.enumerated:
      return end - start > 8
        ? hexPreview(bytes, start, end)
        : start === end
          ? ''
          : bigInteger(bytes, element).toString();
    case Id.nothing:
      return '';
    case Id.objectIdentifier:
      return decodeOid(bytes, start, end);
    case Id.utcTime:
    case Id.generalizedTime: {
      const time = timeOf(bytes, element);
      return time.iso ?? time.raw;
    }
    case Id.bitString: {
      const bits = bitStringOf(bytes, element);
      return `${(bits.end - bits.start) * 8 - bits.unusedBits} bits ${hexPreview(bytes, bits.start, bits.end)}`;
    }
    default: {
      const cut = end - start > 4 * PREVIEW ? { ...element, contentEnd: start + 4 * PREVIEW } : element;
      const text = stringOf(bytes, cut);
      if (text !== null || classOf(element) !== 2) return text;
      // Implicitly tagged values carry no type: printable ones are text more often than not.
      return printable(bytes, start, cut.contentEnd)
        ? String.fromCharCode(...bytes.subarray(start, cut.contentEnd))
        : null;
    }
  }
}

function printable(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 3) return false;
  for (let i = start; i < end; i++) if (bytes[i]! < 32 || bytes[i]! > 126) return false;
  return true;
}

function hexPreview(bytes: Uint8Array, start: number, end: number): string {
  return toHex(bytes, start, Math.min(end, start + PREVIEW / 2));
}
