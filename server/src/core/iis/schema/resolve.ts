// Finds what an XML element inside a section is to the section's schema: an element, an entry of a
// collection, or a directive.
import type { AttributeSchema, CollectionSchema, ElementSchema, SectionSchema } from './schema.js';

export type Resolved =
  | { readonly kind: 'section'; readonly schema: SectionSchema }
  | { readonly kind: 'element'; readonly schema: ElementSchema }
  /** An element that adds an entry to `collection`; its schema is the entry's. */
  | { readonly kind: 'entry'; readonly schema: ElementSchema; readonly collection: CollectionSchema }
  | { readonly kind: 'remove' | 'clear'; readonly collection: CollectionSchema };

/** An element that the schema does not have; `depth` is the index in the path of the first such name. */
export interface Unresolved {
  readonly kind: 'unknown';
  readonly depth: number;
  readonly parent: Resolved;
}

/**
 * Resolves the names of the elements from below the section's own element down to the one in question: `[]`
 * is the section itself,
 * `['providers', 'add']` an entry of windowsAuthentication's providers. Names are compared exactly.
 */
export function resolveElement(section: SectionSchema, path: readonly string[]): Resolved | Unresolved {
  let at: Resolved = { kind: 'section', schema: section };
  for (const [depth, name] of path.entries()) {
    const next = resolveChild(at, name);
    if (!next) return { kind: 'unknown', depth, parent: at };
    at = next;
  }
  return at;
}

/**
 * What a child element of that name is; undefined where the schema has none. `remove` and `clear` have no
 * children.
 */
export function resolveChild(parent: Resolved, name: string): Resolved | undefined {
  if (!('schema' in parent)) return undefined;
  if (parent.schema.opaque) return { kind: 'element', schema: parent.schema };
  const element = parent.schema.elements.get(name);
  if (element) return { kind: 'element', schema: element };
  const { collection } = parent.schema;
  if (!collection) return undefined;
  if (collection.addElements.includes(name)) {
    return { kind: 'entry', schema: collection.otherEntries?.get(name) ?? collection.entry, collection };
  }
  if (collection.removeElement === name) return { kind: 'remove', collection };
  if (collection.clearElement === name) return { kind: 'clear', collection };
  return undefined;
}

/** The names that may be below an element, collection directives first. */
export function childNames(parent: Resolved): readonly string[] {
  if (!('schema' in parent)) return [];
  const { collection, elements } = parent.schema;
  const directives = collection ? [...collection.addElements, collection.removeElement, collection.clearElement] : [];
  return [...directives.filter((name) => name !== null), ...elements.keys()];
}

/**
 * The attributes that an element has by its schema: of a `remove` the key attributes alone, of a `clear`
 * none.
 */
export function attributesOf(resolved: Resolved): ReadonlyMap<string, AttributeSchema> {
  if ('schema' in resolved) return resolved.schema.attributes;
  if (resolved.kind === 'clear') return nothing;
  let keys = keysByName.get(resolved.collection);
  if (!keys) {
    keys = new Map(keyAttributes(resolved.collection).map((attribute) => [attribute.name, attribute]));
    keysByName.set(resolved.collection, keys);
  }
  return keys;
}

const nothing: ReadonlyMap<string, AttributeSchema> = new Map<string, AttributeSchema>();
const keysByName = new WeakMap<CollectionSchema, ReadonlyMap<string, AttributeSchema>>();
const required = new WeakMap<ElementSchema, readonly AttributeSchema[]>();

/** The attributes that an element must have. */
export function requiredOf(schema: ElementSchema): readonly AttributeSchema[] {
  let found = required.get(schema);
  if (!found) required.set(schema, (found = [...schema.attributes.values()].filter((one) => one.required)));
  return found;
}

/** The attributes by which the entries of a collection are told apart; none where the schema names none. */
export function keyAttributes(collection: CollectionSchema): readonly AttributeSchema[] {
  return [...collection.entry.attributes.values()].filter(
    ({ isUniqueKey, isCombinedKey }) => isUniqueKey || isCombinedKey,
  );
}

const encrypting = new WeakMap<ElementSchema, boolean>();

/** Whether an attribute that IIS encrypts is in an element or below it. */
export function mayEncrypt(schema: ElementSchema): boolean {
  let may = encrypting.get(schema);
  if (may === undefined) {
    const { attributes, elements, collection } = schema;
    const entries = collection ? [collection.entry, ...(collection.otherEntries?.values() ?? [])] : [];
    may =
      [...attributes.values()].some(({ encrypted }) => encrypted) ||
      [...elements.values(), ...entries].some(mayEncrypt);
    encrypting.set(schema, may);
  }
  return may;
}

/** True where attributes that the schema does not name are allowed. */
export function allowsUnrecognizedAttributes(resolved: Resolved): boolean {
  switch (resolved.kind) {
    case 'section':
    case 'element':
      return resolved.schema.allowUnrecognizedAttributes;
    case 'entry':
      return resolved.schema.allowUnrecognizedAttributes || resolved.collection.allowUnrecognizedAttributes;
    case 'remove':
      return resolved.collection.allowUnrecognizedAttributes;
    case 'clear':
      return false;
  }
}

const lockAttributes = [
  'lockAttributes',
  'lockElements',
  'lockAllAttributesExcept',
  'lockAllElementsExcept',
  'lockItem',
];
const everywhere = new Set([...lockAttributes, 'configSource', 'configProtectionProvider']);

const everywhereInLowerCase = new Map([...everywhere].map((name) => [name.toLowerCase(), name]));

/**
 * The attribute that every element may carry and that differs from a name in case alone; null when none does.
 */
export function spellingOfAllowed(attribute: string): string | null {
  const found = everywhereInLowerCase.get(attribute.toLowerCase());
  return found === undefined || found === attribute ? null : found;
}

/**
 * True for attributes that every element may carry although no schema lists them: the locks, configSource,
 * configProtectionProvider, and declarations of XML namespaces.
 */
export function isAllowedEverywhere(attribute: string): boolean {
  return everywhere.has(attribute) || attribute === 'xmlns' || attribute.startsWith('xmlns:');
}
