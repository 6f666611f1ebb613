// Values that may be written in an attribute.
import type { CompletionItem } from '../answers.js';
import { locate } from '../../iis/schema/locate.js';
import { nameMeaning } from '../../iis/schema/meanings/meanings.js';
import { attributesOf } from '../../iis/schema/resolve.js';
import type { AttributeSchema } from '../../iis/schema/schema.js';
import type { Range } from '../../text/range.js';
import { suggestedValues } from '../../workspace/suggested-values.js';
import { escapeAttribute } from '../../xml/escape.js';
import type { XmlAttribute, XmlElement } from '../../xml/tree.js';
import type { Place } from './place.js';
import { steering } from './steering.js';

export function valueItems(element: XmlElement, attribute: XmlAttribute, place: Place): CompletionItem[] {
  const located = locate(element, place.schema);
  if (!located) {
    if (element.name === 'location' && attribute.name === 'path') return texts(configurationPaths(place), attribute);
    const values = steering.get(element.name)?.find(({ name }) => name === attribute.name)?.values ?? [];
    return texts(values, attribute);
  }
  if (located.resolved.kind === 'unknown') return [];
  const schema = attributesOf(located.resolved).get(attribute.name);
  if (!schema) return [];
  if (schema.type === 'bool') return texts(['true', 'false'], attribute);
  if (schema.type === 'enum') {
    return schema.names.map(({ name }) =>
      valueItem(name, attribute.valueRange, attribute, nameMeaning(located.place, schema.name, name)),
    );
  }
  if (schema.type === 'flags') return flagItems(schema, attribute, located.place, place);
  return texts(suggestedValues(located.place, schema.name, place.reader?.server.configuration), attribute);
}

function flagItems(
  schema: AttributeSchema,
  attribute: XmlAttribute,
  meaningPlace: string,
  { document, offset }: Place,
): CompletionItem[] {
  const { valueRange } = attribute;
  // As it is written: with references in it, or line ends, the value itself has other offsets.
  const value = document.text.slice(valueRange.start, Math.max(valueRange.end, offset));
  if (value.includes('&')) return [];
  const caret = Math.max(0, offset - valueRange.start);
  const start = value.lastIndexOf(',', caret - 1) + 1;
  const comma = value.indexOf(',', caret);
  const end = comma < 0 ? value.length : comma;
  const token = value.slice(start, end);
  // An edit holds the caret and stays on its line.
  const blank = Math.min(token.length - token.trimStart().length, caret - start);
  if (/[\r\n]/.test(token.slice(blank))) return [];
  const others = new Set(
    `${value.slice(0, start)},${value.slice(end)}`
      .split(',')
      .map((flag) => flag.trim().toLowerCase())
      .filter((flag) => flag !== ''),
  );
  const lead = start > 0 && blank === 0 ? ' ' : '';
  const range = { start: valueRange.start + start + blank, end: valueRange.start + end };
  return schema.names
    .filter(({ name, value: bits }) => !others.has(name.toLowerCase()) && (bits !== 0 || others.size === 0))
    .map(({ name }) => valueItem(lead + name, range, attribute, nameMeaning(meaningPlace, schema.name, name), name));
}

function configurationPaths({ reader }: Place): string[] {
  const sites = reader?.server.configuration.sites ?? [];
  return sites.flatMap((site) => [
    site.configurationPath,
    ...site.applications
      .map(({ configurationPath }) => configurationPath)
      .filter((path) => path !== site.configurationPath),
  ]);
}

function texts(values: readonly string[], attribute: XmlAttribute): CompletionItem[] {
  return values.map((value) => valueItem(value, attribute.valueRange, attribute, undefined));
}

function valueItem(
  value: string,
  range: Range,
  attribute: XmlAttribute,
  documentation: string | undefined,
  label = value,
): CompletionItem {
  const escaped = escapeAttribute(value, attribute.quote ?? '"');
  return {
    label,
    kind: 'value',
    ...(documentation === undefined ? {} : { documentation }),
    edit: { range, newText: attribute.quote ? escaped : `"${escaped}"` },
  };
}
