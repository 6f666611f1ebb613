// Attributes that may be written in a start tag.
import type { CompletionItem } from '../answers.js';
import { locate } from '../../iis/schema/locate.js';
import { attributeMeaning } from '../../iis/schema/meanings/meanings.js';
import { attributesOf } from '../../iis/schema/resolve.js';
import type { AttributeSchema } from '../../iis/schema/schema.js';
import type { Range } from '../../text/range.js';
import type { XmlAttribute, XmlElement } from '../../xml/tree.js';
import type { Place } from './place.js';
import { steering } from './steering.js';

export function attributeItems(
  element: XmlElement,
  replaced: Range,
  under: XmlAttribute | null,
  place: Place,
): CompletionItem[] {
  const present = new Set(element.attributes.filter((attribute) => attribute !== under).map(({ name }) => name));
  const located = locate(element, place.schema);
  const schemas: readonly AttributeSchema[] =
    located && located.resolved.kind !== 'unknown' ? [...attributesOf(located.resolved).values()] : [];
  const plain = located ? [] : (steering.get(element.name) ?? []);
  // With a value behind it only the name is replaced.
  const suffix = under && under.range.end > under.nameRange.end ? '' : '="$1"';
  const item = (name: string, detail: string | undefined, documentation: string | undefined): CompletionItem => ({
    label: name,
    kind: 'attribute',
    ...(detail === undefined ? {} : { detail }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(suffix === '' ? {} : { snippet: true, suggest: true }),
    edit: { range: replaced, newText: name + suffix },
  });
  return [
    ...schemas
      .filter(({ name }) => !present.has(name))
      .map((schema) => item(schema.name, detailOf(schema), attributeMeaning(located!.place, schema.name))),
    ...plain
      .filter(({ name }) => !present.has(name))
      .map(({ name }) => item(name, undefined, attributeMeaning(element.name, name))),
  ];
}

function detailOf({ type, defaultValue, required }: AttributeSchema): string {
  if (required) return `${type}, required`;
  return defaultValue === null || defaultValue === '' ? type : `${type}, default ${defaultValue}`;
}
