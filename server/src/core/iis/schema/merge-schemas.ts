// Puts schemas together: the parts of a section that several files describe, and a server's files over the
// built-in tables.
import type { CollectionSchema, ElementSchema, Schema, SectionSchema } from './schema.js';

/**
 * A schema of `base` and the sections of a server's files. Sections that several files describe are one; of
 * an attribute described twice the later file counts. A section of the files takes the place of the section
 * in `base`, unless it shares no attribute with it: then it is an extension of one whose own file is not
 * provided (as FTP's schema extends `sites`), and adds to it.
 */
export function mergeSchemas(
  base: Schema,
  ...files: readonly { readonly sections: readonly SectionSchema[] }[]
): Schema {
  const sections = new Map<string, SectionSchema>();
  for (const section of files.flatMap((file) => file.sections)) {
    const before = sections.get(section.path);
    sections.set(section.path, before ? mergeSections(before, section) : section);
  }
  for (const [path, section] of sections) {
    const builtin = base.section(path);
    if (builtin && !sharesAttribute(builtin, section)) sections.set(path, mergeSections(builtin, section));
  }
  return {
    section: (path) => sections.get(path) ?? base.section(path),
    paths: [...new Set([...base.paths, ...sections.keys()])],
  };
}

function mergeSections(first: SectionSchema, second: SectionSchema): SectionSchema {
  return { ...mergeElements(first, second), path: first.path };
}

/**
 * One element that two descriptions speak of; where both say something of one attribute the second counts.
 */
export function mergeElements(first: ElementSchema, second: ElementSchema): ElementSchema {
  const elements = new Map(first.elements);
  for (const [name, element] of second.elements) {
    const before = elements.get(name);
    elements.set(name, before ? mergeElements(before, element) : element);
  }
  const collection =
    first.collection && second.collection
      ? mergeCollections(first.collection, second.collection)
      : (first.collection ?? second.collection);
  return {
    name: first.name,
    attributes: new Map([...first.attributes, ...second.attributes]),
    elements,
    collection,
    allowUnrecognizedAttributes: first.allowUnrecognizedAttributes || second.allowUnrecognizedAttributes,
    ...((first.opaque ?? second.opaque) && { opaque: true }),
  };
}

function mergeCollections(first: CollectionSchema, second: CollectionSchema): CollectionSchema {
  const others = new Map([...(first.otherEntries ?? []), ...(second.otherEntries ?? [])]);
  return {
    addElements: [...new Set([...first.addElements, ...second.addElements])],
    removeElement: first.removeElement ?? second.removeElement,
    clearElement: first.clearElement ?? second.clearElement,
    defaultElement: first.defaultElement ?? second.defaultElement,
    entry: mergeElements(first.entry, second.entry),
    ...(others.size > 0 && { otherEntries: others }),
    allowDuplicates: first.allowDuplicates || second.allowDuplicates,
    mergeAppend: first.mergeAppend && second.mergeAppend,
    allowUnrecognizedAttributes: first.allowUnrecognizedAttributes || second.allowUnrecognizedAttributes,
  };
}

/** True when both describe an attribute of one name at one place. */
function sharesAttribute(a: ElementSchema, b: ElementSchema): boolean {
  for (const name of a.attributes.keys()) if (b.attributes.has(name)) return true;
  for (const [name, element] of a.elements) {
    const other = b.elements.get(name);
    if (other && sharesAttribute(element, other)) return true;
  }
  return a.collection !== null && b.collection !== null && sharesAttribute(a.collection.entry, b.collection.entry);
}
