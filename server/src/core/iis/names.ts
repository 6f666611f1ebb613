// Names of elements and attributes that are not what the schema says, and the ones that they most likely
// stand for.
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { attributeOf } from '../xml/tree.js';
import { isAllowedEverywhere, spellingOfAllowed } from './schema/resolve.js';
import type { ElementSchema } from './schema/schema.js';
import { differsInCaseOnly, suggestName } from './schema/suggest.js';

/** What a name is taken for that the schema does not have. */
export interface NameMatch {
  readonly name: string;
  /**
   * True when the two differ in case alone. Nothing is known of whether IIS takes such a name, refuses it or
   * passes it over; any other name IIS refuses, with the section that it is in.
   */
  readonly isSpelling: boolean;
}

function meant(name: string, candidates: Iterable<string>): NameMatch | null {
  const found = suggestName(name, candidates);
  return found === null ? null : { name: found, isSpelling: differsInCaseOnly(name, found) };
}

/** Found once for every attribute: what is written for the server is merged again for every path below. */
const attributes = new WeakMap<XmlAttribute, { readonly schema: ElementSchema; readonly meant: NameMatch | null }>();
const elements = new WeakMap<XmlElement, { readonly schema: ElementSchema; readonly meant: NameMatch | null }>();

/**
 * The attribute of the schema that an attribute without a schema stands for; null when it cannot be told.
 */
export function meantAttribute(schema: ElementSchema, element: XmlElement, attribute: XmlAttribute): NameMatch | null {
  const { name } = attribute;
  if (schema.allowUnrecognizedAttributes || isAllowedEverywhere(name) || name.includes(':')) return null;
  if (spellingOfAllowed(name) !== null) return null;
  const known = attributes.get(attribute);
  if (known?.schema === schema) return known.meant;
  const spelling = [...schema.attributes.keys()].find((candidate) => differsInCaseOnly(name, candidate));
  const free = freeAttributes(schema, element);
  const found = spelling === undefined ? meant(name, free) : { name: spelling, isSpelling: true };
  attributes.set(attribute, { schema, meant: found });
  return found;
}

/** Those of the names that an element has no attribute of. */
export function unwritten(element: XmlElement, names: Iterable<string>): readonly string[] {
  const written = new Set(element.attributes.map(({ name }) => name));
  return [...names].filter((name) => !written.has(name));
}

let lastFree: {
  readonly schema: ElementSchema;
  readonly element: XmlElement;
  readonly names: readonly string[];
} | null = null;

/**
 * The attributes of the schema that an element does not write; asked for one after the other for each of its
 * attributes.
 */
function freeAttributes(schema: ElementSchema, element: XmlElement): readonly string[] {
  if (lastFree?.schema !== schema || lastFree.element !== element)
    lastFree = { schema, element, names: unwritten(element, schema.attributes.keys()) };
  return lastFree.names;
}

/**
 * The element or directive of the schema that an element without a schema stands for; null when there is no
 * telling.
 */
export function meantElement(schema: ElementSchema, element: XmlElement): NameMatch | null {
  const known = elements.get(element);
  if (known?.schema === schema) return known.meant;
  const { collection } = schema;
  const directives = collection ? [...collection.addElements, collection.removeElement, collection.clearElement] : [];
  const found = meant(element.name, [...directives.filter((name) => name !== null), ...schema.elements.keys()]);
  elements.set(element, { schema, meant: found });
  return found;
}

/** Why what was meant is not known, as a clause. */
export function misnamedReason(name: string, { name: meantName, isSpelling }: NameMatch): string {
  return isSpelling
    ? `${name} differs from ${meantName} in case`
    : `${name} is written, possibly for ${meantName}, which IIS rejects`;
}

/** The attribute of that name, else the first that differs in case alone. */
export function attributeIgnoringCase(element: XmlElement, name: string): XmlAttribute | undefined {
  return attributeOf(element, name) ?? misspelt(element, name);
}

/** The first attribute whose name differs from that one in case alone. */
export function misspelt(element: XmlElement, name: string): XmlAttribute | undefined {
  return element.attributes.find((attribute) => differsInCaseOnly(attribute.name, name));
}

/** The child elements of a name, compared without case. */
export function childrenIgnoringCase(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement =>
      child.kind === 'element' && (child.name === name || differsInCaseOnly(child.name, name)),
  );
}
