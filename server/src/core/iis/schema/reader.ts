// Reads the schema files of a server (IIS_schema.xml and its like, third-party ones included) into section
// schemas.
import type { Range } from '../../text/range.js';
import { parseXml } from '../../xml/parse.js';
import { readAttribute } from './reader-attributes.js';
import { mergeElements } from './merge-schemas.js';
import type { AttributeSchema, CollectionSchema, ElementSchema, SectionSchema } from './schema.js';
import { readNodes, type SchemaNode } from './schema-xml.js';

export interface SchemaProblem {
  /** The name under which the file was read. */
  readonly file: string;
  /** One sentence: what is wrong. */
  readonly message: string;
  /**
   * Inside what, outermost first: `section 'system.webServer/x', element 'y', attribute 'z'`; '' for the file
   * as a whole.
   */
  readonly where: string;
  /** The start of the element in question, or the syntax error; null where it is not known. */
  readonly range: Range | null;
}

export interface SchemaFile {
  readonly sections: readonly SectionSchema[];
  readonly problems: readonly SchemaProblem[];
}

/**
 * Reads one schema file. A text that is not a well-formed schema gives no sections; what is wrong inside a
 * schema costs no more than the part it is in, and an attribute whose type or limits cannot be read stays, as
 * a string without limits. Members with an
 * `extension` exist at run time only and are never stored in a file: they are left out, methods too. Never
 * throws.
 */
export function readSchemaFile(text: string, name: string): SchemaFile {
  return new Reader(name).read(text);
}

class Reader {
  readonly #file: string;
  readonly #problems: SchemaProblem[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  read(text: string): SchemaFile {
    const [syntaxError] = parseXml(text).errors;
    if (syntaxError) {
      this.#report(`The file is not well-formed XML: ${syntaxError.message}`, [], syntaxError.range);
      return this.#result([]);
    }
    const shift = text.startsWith('\uFEFF') ? 1 : 0;
    let root: SchemaNode | undefined;
    try {
      root = readNodes(text.slice(shift), shift)[0];
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      this.#report(`The file cannot be read as a schema: ${detail}`, [], null);
      return this.#result([]);
    }
    if (root?.tag !== 'configSchema') {
      this.#report(
        `A schema file starts with <configSchema>, but this one starts with <${root?.tag ?? ''}>.`,
        [],
        range(root),
      );
      return this.#result([]);
    }
    return this.#result(root.children().flatMap((node) => this.#section(node)));
  }

  #result(sections: readonly SectionSchema[]): SchemaFile {
    return { sections, problems: this.#problems };
  }

  #report(message: string, where: readonly string[], at: Range | null): void {
    this.#problems.push({ file: this.#file, message, where: where.join(', '), range: at });
  }

  #section(node: SchemaNode): SectionSchema[] {
    if (node.tag !== 'sectionSchema') {
      this.#report(`Unknown element <${node.tag}>; <sectionSchema> describes sections.`, [], range(node));
      return [];
    }
    const path = node.attribute('name') ?? '';
    if (path === '') {
      this.#report('A <sectionSchema> has no name.', [], range(node));
      return [];
    }
    return [{ ...this.#element(node, path.slice(path.lastIndexOf('/') + 1), [`section '${path}'`]), path }];
  }

  /**
   * A section, an element, or the entries of a collection: whatever has attributes, elements and a
   * collection.
   */
  #element(node: SchemaNode, name: string, where: readonly string[]): ElementSchema {
    const attributes = new Map<string, AttributeSchema>();
    const elements = new Map<string, ElementSchema>();
    let collection: CollectionSchema | null = null;
    for (const child of node.children()) {
      if (child.tag === 'method' || child.attribute('extension') !== undefined) continue;
      if (child.tag === 'collection') {
        const next = this.#collection(child, where);
        collection = collection ? withOther(collection, next) : next;
        continue;
      }
      if (child.tag !== 'attribute' && child.tag !== 'element') {
        this.#report(`Unknown element <${child.tag}>.`, where, range(child));
        continue;
      }
      const childName = child.attribute('name') ?? '';
      const inside = [...where, `${child.tag} '${childName}'`];
      if (childName === '') this.#report(`An <${child.tag}> has no name.`, where, range(child));
      else if (child.tag === 'attribute') {
        if (attributes.has(childName)) this.#report('The attribute is defined twice.', inside, range(child));
        attributes.set(
          childName,
          readAttribute(child, childName, (message) => {
            this.#report(message, inside, range(child));
          }),
        );
      } else {
        const element = this.#element(child, childName, inside);
        const before = elements.get(childName);
        elements.set(childName, before ? mergeElements(before, element) : element);
      }
    }
    return {
      name,
      attributes,
      elements,
      collection,
      allowUnrecognizedAttributes: isTrue(node, 'allowUnrecognizedAttributes'),
    };
  }

  #collection(node: SchemaNode, where: readonly string[]): CollectionSchema {
    const names = (node.attribute('addElement') ?? '').split(',').map((name) => name.trim());
    const addElements = names.filter((name) => name !== '');
    return {
      addElements,
      removeElement: node.attribute('removeElement') || null,
      clearElement: node.attribute('clearElement') || null,
      defaultElement: node.attribute('defaultElement') || null,
      entry: this.#element(node, addElements[0] ?? '', [...where, `collection of <${addElements.join('>, <')}>`]),
      allowDuplicates: isTrue(node, 'allowDuplicates'),
      mergeAppend: node.attribute('mergeAppend')?.toLowerCase() !== 'false',
      allowUnrecognizedAttributes: isTrue(node, 'allowUnrecognizedAttributes'),
    };
  }
}

/**
 * A collection to which a second one in the same element adds its directives, and its entries with their own
 * schema.
 */
function withOther(first: CollectionSchema, other: CollectionSchema): CollectionSchema {
  const names = other.addElements.filter((name) => !first.addElements.includes(name));
  return {
    ...first,
    addElements: [...first.addElements, ...names],
    removeElement: first.removeElement ?? other.removeElement,
    clearElement: first.clearElement ?? other.clearElement,
    otherEntries: new Map([...(first.otherEntries ?? []), ...names.map((name) => [name, other.entry] as const)]),
  };
}

function isTrue(node: SchemaNode, attribute: string): boolean {
  return node.attribute(attribute)?.toLowerCase() === 'true';
}

/** The `<` and the name of an element. */
function range(node: SchemaNode | undefined): Range | null {
  return node?.start == null ? null : { start: node.start, end: node.start + 1 + node.tag.length };
}
