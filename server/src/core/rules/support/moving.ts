// What a section's element says, stated again for a location of applicationHost.config.
import type { ServerConfiguration } from '../../iis/configuration.js';
import { samePath } from '../../iis/paths.js';
import type { CollectionSchema, ElementSchema } from '../../iis/schema/schema.js';
import { readValue } from '../../iis/schema/values.js';
import { collection, setting } from '../../remedy/build.js';
import type { Change } from '../../remedy/remedy.js';
import type { XmlElement } from '../../xml/tree.js';
import { attributeOf, childElements } from '../../xml/tree.js';

/**
 * The changes that write in applicationHost.config, for `configurationPath`, what `element` writes of
 * `section`. Null where changes cannot say it: locks, values that IIS rejects, collections that are not plain
 * lists.
 */
export function copiedChanges(
  server: ServerConfiguration,
  configurationPath: string,
  section: string,
  element: XmlElement,
  explicit = false,
): readonly Change[] | null {
  const schema = server.schema.section(section);
  if (!schema) return null;
  const changes: Change[] = [];
  const pending: { element: XmlElement; schema: ElementSchema; names: readonly string[] }[] = [
    { element, schema, names: [] },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const { name, value } of next.element.attributes) {
      const attribute = next.schema.attributes.get(name);
      if (!attribute || !readValue(attribute, value).ok) return null;
      changes.push(
        setting(server, configurationPath, section, name, value, {
          element: next.names,
          commit: 'applicationHost',
          explicit,
        }),
      );
    }
    const directives: XmlElement[] = [];
    const deeper: typeof pending = [];
    for (const child of childElements(next.element)) {
      const childSchema = next.schema.elements.get(child.name);
      if (childSchema) deeper.push({ element: child, schema: childSchema, names: [...next.names, child.name] });
      else directives.push(child);
    }
    if (directives.length > 0) {
      const entries = next.schema.collection && entriesOf(next.schema.collection, directives);
      if (!entries) return null;
      changes.push(
        collection(server, configurationPath, section, next.names, entries, { commit: 'applicationHost', explicit }),
      );
    }
    for (let index = deeper.length - 1; index >= 0; index--) pending.push(deeper[index]!);
  }
  return changes;
}

/**
 * The entries of a collection that is written again, `<clear />` first and then `<add>` alone; null for any
 * other.
 */
function entriesOf(
  schema: CollectionSchema,
  [first, ...others]: readonly XmlElement[],
): readonly Readonly<Record<string, string>>[] | null {
  if (schema.clearElement === null || first?.name !== schema.clearElement) return null;
  const plain = others.every(
    (entry) =>
      entry.name === schema.addElements[0] &&
      entry.children.length === 0 &&
      entry.attributes.every(({ name }) => schema.entry.attributes.has(name)),
  );
  return plain
    ? others.map(({ attributes }) => Object.fromEntries(attributes.map(({ name, value }) => [name, value])))
    : null;
}

/** The element that writes a section for exactly this path in applicationHost.config. */
export function standingAt(
  { applicationHost }: ServerConfiguration,
  configurationPath: string,
  section: string,
): XmlElement | undefined {
  return applicationHost.sections.find(
    (occurrence) => occurrence.section === section && samePath(occurrence.location?.path ?? '', configurationPath),
  )?.element;
}

/**
 * Whether two elements of one section say different things, as far as attributes tell; lists of entries
 * always do.
 */
export function contradicts(standing: XmlElement | undefined, element: XmlElement): boolean {
  if (!standing) return false;
  return (
    childElements(element).length > 0 ||
    element.attributes.some(({ name, value }) => {
      const other = attributeOf(standing, name);
      return other !== undefined && other.value !== value;
    })
  );
}
