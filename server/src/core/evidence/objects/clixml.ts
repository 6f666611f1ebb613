// Objects in CliXml, the XML that Export-Clixml writes ([MS-PSRP] 2.2.5, Serialization of .NET objects).
import type { Range } from '../../text/range.js';
import { attributeOf, childElements, type XmlDocument, type XmlElement } from '../../xml/tree.js';
import { decodeCliXml } from './clixml-text.js';
import type { EvidenceObject, ObjectProperty, ObjectValue } from './model.js';

/** Objects nested deeper are not read; PowerShell itself stops at 2 levels and HealthChecker at about 10. */
const maximumDepth = 60;

const containers = new Set(['LST', 'IE', 'QUE', 'STK']);

/** True for a document that Export-Clixml wrote. */
export function isCliXml({ root }: XmlDocument): boolean {
  return root?.name === 'Objs';
}

/**
 * The objects at the top level. Total: what is not CliXml in it is passed over; a reference to nothing is a
 * cut value.
 */
export function readCliXml(document: XmlDocument): EvidenceObject[] {
  return isCliXml(document) ? new Reader(document).read(document.root!) : [];
}

class Reader {
  readonly #text: string;
  readonly #types = new Map<string, readonly string[]>();
  /** By RefId; an object that is still being read is not in it, so that no reference leads in a circle. */
  readonly #objects = new Map<string, ObjectValue>();

  constructor({ text }: XmlDocument) {
    this.#text = text;
  }

  read(root: XmlElement): EvidenceObject[] {
    return childElements(root).flatMap((element) => {
      const { object, items } = this.#value(element, 0);
      return object ? [object] : (items ?? []).flatMap((item) => item.object ?? []);
    });
  }

  #value(element: XmlElement, depth: number): ObjectValue {
    switch (element.name) {
      case 'Obj':
        return this.#object(element, depth);
      case 'Nil':
        return { text: null, range: element.range, items: null, object: null, isCut: false };
      case 'Ref':
        return this.#objects.get(attributeOf(element, 'RefId')?.value ?? '') ?? cut(element.range);
      default: {
        const range = contentOf(element);
        return { text: this.#content(element), range, items: null, object: null, isCut: false };
      }
    }
  }

  #object(element: XmlElement, depth: number): ObjectValue {
    if (depth > maximumDepth) return cut(element.range);
    const properties: ObjectProperty[] = [];
    let types: readonly string[] = [];
    let items: ObjectValue[] | null = null;
    let toString: { readonly text: string; readonly range: Range } | null = null;
    let scalar: ObjectValue | null = null;
    for (const child of childElements(element)) {
      if (child.name === 'TN' || child.name === 'TNRef') types = this.#typeNames(child);
      else if (child.name === 'ToString') toString = { text: this.#content(child), range: contentOf(child) };
      else if (child.name === 'Props' || child.name === 'MS') this.#properties(child, properties, depth);
      else if (containers.has(child.name)) {
        items ??= [];
        for (const item of childElements(child)) items.push(this.#value(item, depth + 1));
      } else if (child.name === 'DCT') this.#entries(child, properties, depth);
      else scalar ??= this.#value(child, depth + 1);
    }
    const { range } = element;
    // Where PowerShell stopped at its depth there is the text alone, and every property is unknown.
    const value: ObjectValue = {
      text: toString?.text ?? scalar?.text ?? null,
      range: toString?.range ?? scalar?.range ?? range,
      items,
      object: items === null && properties.length === 0 ? null : { types, properties, range },
      isCut: false,
    };
    const id = attributeOf(element, 'RefId')?.value;
    if (id !== undefined) this.#objects.set(id, value);
    return value;
  }

  #properties(element: XmlElement, into: ObjectProperty[], depth: number): void {
    for (const child of childElements(element)) {
      const name = attributeOf(child, 'N')?.value;
      if (name !== undefined) into.push({ name: decodeCliXml(name), value: this.#value(child, depth + 1) });
    }
  }

  /** A dictionary: its entries are properties by the text of their keys. */
  #entries(element: XmlElement, into: ObjectProperty[], depth: number): void {
    for (const entry of childElements(element, 'En')) {
      const parts = childElements(entry);
      const named = (name: string): XmlElement | undefined =>
        parts.find((part) => attributeOf(part, 'N')?.value === name);
      const [key, value] = [named('Key'), named('Value')];
      const name = key && this.#value(key, depth + 1).text;
      if (typeof name === 'string' && value) into.push({ name, value: this.#value(value, depth + 1) });
    }
  }

  #typeNames(element: XmlElement): readonly string[] {
    const id = attributeOf(element, 'RefId')?.value ?? '';
    if (element.name === 'TNRef') return this.#types.get(id) ?? [];
    const names = childElements(element, 'T').map((type) => this.#content(type));
    this.#types.set(id, names);
    return names;
  }

  #content(element: XmlElement): string {
    const parts: string[] = [];
    for (const child of element.children) if (child.kind === 'text' || child.kind === 'cdata') parts.push(child.text);
    // The tree drops blank text between elements; in a scalar it is the value.
    if (parts.length === 0 && element.children.length === 0) {
      const { start, end } = contentOf(element);
      parts.push(this.#text.slice(start, end));
    }
    return decodeCliXml(parts.join(''));
  }
}

function contentOf({ startTag, endTag, range, selfClosing }: XmlElement): Range {
  return selfClosing ? range : { start: startTag.end, end: endTag?.start ?? range.end };
}

function cut(range: Range): ObjectValue {
  return { text: null, range, items: null, object: null, isCut: true };
}
