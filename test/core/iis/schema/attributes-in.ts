// Walks all attributes of a section schema.
import type { AttributeSchema, ElementSchema } from '../../../../server/src/core/iis/schema/schema.js';

/**
 * Every attribute with its place: the section's path, the names of elements and entries, `@` and its name.
 */
export function* attributesIn(
  place: string,
  element: ElementSchema,
): Generator<{ readonly place: string; readonly attribute: AttributeSchema }> {
  for (const attribute of element.attributes.values()) yield { place: `${place}@${attribute.name}`, attribute };
  for (const [name, child] of element.elements) yield* attributesIn(`${place}/${name}`, child);
  if (!element.collection) return;
  const { addElements, entry, otherEntries } = element.collection;
  for (const name of addElements) yield* attributesIn(`${place}/${name}`, otherEntries?.get(name) ?? entry);
}
