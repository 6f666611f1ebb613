// How the entries of a collection are told apart: by each unique key alone, or by all combined keys together.
import type { XmlElement } from '../../xml/tree.js';
import { attributeOf } from '../../xml/tree.js';
import type { AttributeSchema, ElementSchema } from '../schema/schema.js';
import { readValue } from '../schema/values.js';
import type { ElementState } from './state.js';

const keysOfSchemas = new WeakMap<ElementSchema, readonly AttributeSchema[]>();

export function keysOf(schema: ElementSchema): readonly AttributeSchema[] {
  let keys = keysOfSchemas.get(schema);
  if (!keys) {
    keys = [...schema.attributes.values()].filter(({ isUniqueKey, isCombinedKey }) => isUniqueKey || isCombinedKey);
    keysOfSchemas.set(schema, keys);
  }
  return keys;
}

export function keyValue(attribute: AttributeSchema, entry: ElementState): string {
  const state = entry.attributes.get(attribute.name);
  return state ? (state.value ?? state.raw) : (attribute.defaultValue ?? '');
}

/** The values of the key attributes that are not empty, joined by `, `. */
export function keyText(entry: ElementState): string {
  return keysOf(entry.schema)
    .map((attribute) => keyValue(attribute, entry))
    .filter((value) => value !== '')
    .join(', ');
}

function comparable(attribute: AttributeSchema, value: string): string {
  return attribute.caseSensitive ? value : value.toLowerCase();
}

/** What IIS compares entries by. */
export function indexKeys(entry: ElementState): string[] {
  const index: string[] = [];
  let combined: AttributeSchema[] | null = null;
  for (const key of keysOf(entry.schema)) {
    // A unique key that is not written tells nothing: it is required, and its absence is another mistake.
    if (key.isUniqueKey && entry.attributes.has(key.name))
      index.push(`${key.name}=${comparable(key, keyValue(key, entry))}`);
    if (key.isCombinedKey) (combined ??= []).push(key);
  }
  if (combined) index.push(tupleOf(combined, entry));
  return index;
}

/** The key attributes that a `remove` writes, with their values as they are compared. */
export function writtenKeys(
  schema: ElementSchema,
  directive: XmlElement,
): readonly { readonly key: AttributeSchema; readonly value: string }[] {
  return keysOf(schema).flatMap((key) => {
    const raw = attributeOf(directive, key.name)?.value;
    if (raw === undefined) return [];
    const read = readValue(key, raw);
    return [{ key, value: comparable(key, read.ok ? read.canonical : raw) }];
  });
}

/** The values of these key attributes of an entry as they are compared, as one text. */
export function tupleOf(keys: readonly AttributeSchema[], entry: ElementState): string {
  return keys.map((key) => comparable(key, keyValue(key, entry))).join('\n');
}
