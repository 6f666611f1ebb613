// What may be written at a place: elements, attributes and values, from the schema and from the server itself.
import type { SourceFile } from '../text/source-file.js';
import type { CompletionItem } from './answers.js';
import { Declarations } from '../iis/declarations.js';
import { builtinSchema } from '../iis/schema/builtin.js';
import { locate } from '../iis/schema/locate.js';
import { attributeMeaning, elementMeaning, nameMeaning } from '../iis/schema/meanings/meanings.js';
import type { Resolved } from '../iis/schema/resolve.js';
import { attributesOf, childNames, resolveChild } from '../iis/schema/resolve.js';
import type { AttributeSchema, Schema } from '../iis/schema/schema.js';
import type { Range } from '../text/range.js';
import { documentOf } from '../iis/documents.js';
import type { JudgedServer } from '../workspace/judge.js';
import { escapeAttribute } from '../xml/escape.js';
import type { XmlAttribute, XmlDocument, XmlElement } from '../xml/tree.js';
import { isSpace } from '../xml/characters.js';
import { descendantElements, isUnfinished, spotAt } from '../xml/walk.js';
import { readerOf } from './located.js';

interface Place {
  readonly document: XmlDocument;
  readonly offset: number;
  readonly schema: Schema;
  readonly declarations: Declarations;
  readonly server: JudgedServer | undefined;
}

export function completionAt(
  file: SourceFile,
  offset: number,
  servers: readonly JudgedServer[],
): readonly CompletionItem[] {
  const document = documentOf(file);
  const reader = readerOf(file.uri, servers);
  const place: Place = {
    document,
    offset,
    schema: reader?.server.configuration.schema ?? builtinSchema,
    declarations: reader?.file.declarations ?? Declarations.builtin,
    server: reader?.server,
  };
  const { part, element, attribute } = spotAt(document, offset);
  switch (part) {
    case 'content': {
      const closing = endTagAround(document.text, offset);
      if (closing) return closingItems(document, closing, element);
      return element ? elementItems(element, wordBefore(document.text, offset, true), place) : [];
    }
    case 'name': {
      if (!element?.parent) return [];
      // Of an element that has only its name so far, everything is still to be written.
      const { nameRange, range, attributes } = element;
      return isUnfinished(document, element) && attributes.length === 0
        ? elementItems(element.parent, { start: range.start, end: nameRange.end }, place)
        : elementItems(element.parent, nameRange, place, true);
    }
    case 'startTag': {
      const open = element?.attributes.find((one) => isOpenBefore(document, one, offset));
      if (element && open) return valueItems(element, open, place).filter(({ edit }) => edit.range.end >= offset);
      const word = wordBefore(document.text, offset, false);
      const isApart = isSpace(document.text.charCodeAt(word.start - 1));
      return element && isApart ? attributeItems(element, word, null, place) : [];
    }
    case 'attributeName':
      return element && attribute ? attributeItems(element, attribute.nameRange, attribute, place) : [];
    case 'attributeValue':
      return element && attribute ? valueItems(element, attribute, place) : [];
    case 'endTag': {
      const closing = endTagAround(document.text, offset);
      return closing ? closingItems(document, closing, element) : [];
    }
    case 'cdata':
    case 'comment':
    case 'instruction':
      return [];
  }
}

/** True for a value without its closing quote that only blanks on its line part from the caret: they are typed as part of it. */
function isOpenBefore({ text }: XmlDocument, { quote, valueRange }: XmlAttribute, offset: number): boolean {
  return quote !== null && text[valueRange.end] !== quote && /^[ \t]+$/.test(text.slice(valueRange.end, offset));
}

/** The end tag that is being written around the caret: `</`, what there is of a name, and `>` if it is there. */
function endTagAround(text: string, offset: number): Range | null {
  const { start } = wordBefore(text, offset, false);
  if (!text.startsWith('</', start - 2)) return null;
  let end = offset;
  while (end < text.length && nameCharacter.test(text[end]!)) end++;
  return { start: start - 2, end: text[end] === '>' ? end + 1 : end };
}

/** The end of the element that an end tag closes; of the innermost one where it has the name of none. */
function closingItems(document: XmlDocument, range: Range, innermost: XmlElement | null): CompletionItem[] {
  let element = innermost;
  for (const one of descendantElements(document)) if (one.endTag?.start === range.start) element = one;
  if (!element) return [];
  const tag = `</${element.name}>`;
  return [{ label: tag, kind: 'closing', edit: { range, newText: tag } }];
}

const nameCharacter = /[\w.:-]/;

/** The name characters before the caret, with the `<` before them where an element is begun. */
function wordBefore(text: string, offset: number, withBracket: boolean): Range {
  let start = offset;
  while (start > 0 && nameCharacter.test(text[start - 1]!)) start--;
  if (withBracket && text[start - 1] === '<') start--;
  return { start, end: offset };
}

function elementItems(parent: XmlElement, replaced: Range, place: Place, onName = false): CompletionItem[] {
  const begun = onName || place.document.text[replaced.start] === '<';
  return childrenOf(parent, place).map(({ name, kind, documentation, empty }): CompletionItem => {
    const markup = onName ? name : empty ? `<${name} $0/>` : `<${name}>$0</${name}>`;
    return {
      label: name,
      kind,
      ...(documentation === undefined ? {} : { documentation }),
      ...(onName ? {} : { snippet: true }),
      edit: { range: begun ? replaced : { start: replaced.start, end: replaced.end }, newText: markup },
    };
  });
}

interface Child {
  readonly name: string;
  readonly kind: 'section' | 'element';
  readonly documentation: string | undefined;
  readonly empty: boolean;
}

function childrenOf(parent: XmlElement, place: Place): Child[] {
  const located = locate(parent, place.schema);
  if (located) {
    const { resolved } = located;
    if (resolved.kind === 'unknown') return [];
    return childNames(resolved).map((name) => ({
      name,
      kind: 'element',
      documentation: elementMeaning(`${located.place}/${name}`),
      empty: isEmpty(resolved, name),
    }));
  }
  const prefix = groupPath(parent);
  if (prefix === null) return [];
  const names = new Map<string, Child>();
  for (const path of place.declarations.paths) {
    if (prefix !== '' && !path.startsWith(`${prefix}/`)) continue;
    const rest = prefix === '' ? path : path.slice(prefix.length + 1);
    const name = rest.split('/')[0]!;
    const isSection = rest === name;
    const full = prefix === '' ? name : `${prefix}/${name}`;
    names.set(name, {
      name,
      kind: isSection ? 'section' : 'element',
      documentation: elementMeaning(full),
      empty: isSection,
    });
  }
  const children = [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (parent.name === 'configuration') {
    children.unshift({ name: 'location', kind: 'element', documentation: elementMeaning('location'), empty: false });
  }
  return children;
}

/** True for an element that holds attributes only. */
function isEmpty(parent: Resolved, name: string): boolean {
  const child = resolveChild(parent, name);
  return child === undefined || childNames(child).length === 0;
}

/** The section group that an element is; '' for `<configuration>` and `<location>`, null for anything else. */
function groupPath(element: XmlElement): string | null {
  const names: string[] = [];
  for (let at: XmlElement | null = element; at; at = at.parent) {
    if (at.name === 'configuration' && at.parent === null) return names.join('/');
    if (at.name === 'location') return at.parent?.parent === null ? names.join('/') : null;
    names.unshift(at.name);
  }
  return null;
}

function attributeItems(
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
    ...(suffix === '' ? {} : { snippet: true }),
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

/** The attributes of elements that steer the configuration system, with their values. */
const steering: ReadonlyMap<string, readonly { readonly name: string; readonly values: readonly string[] }[]> = new Map(
  [
    [
      'location',
      [
        { name: 'path', values: [] },
        { name: 'overrideMode', values: ['Inherit', 'Allow', 'Deny'] },
        { name: 'inheritInChildApplications', values: ['true', 'false'] },
      ],
    ],
    [
      'section',
      [
        { name: 'name', values: [] },
        { name: 'overrideModeDefault', values: ['Allow', 'Deny'] },
        {
          name: 'allowDefinition',
          values: ['Everywhere', 'MachineToApplication', 'MachineToWebRoot', 'AppHostOnly', 'MachineOnly'],
        },
        { name: 'allowLocation', values: ['true', 'false'] },
      ],
    ],
    ['sectionGroup', [{ name: 'name', values: [] }]],
  ],
);

function valueItems(element: XmlElement, attribute: XmlAttribute, place: Place): CompletionItem[] {
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
  return texts(serverValues(located.place, schema.name, place), attribute);
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

/** Values that only the server itself knows. */
function serverValues(meaningPlace: string, attribute: string, { server }: Place): string[] {
  if (meaningPlace.endsWith('windowsAuthentication/providers/add') && attribute === 'value') {
    return ['Negotiate', 'NTLM', 'Negotiate:Kerberos'];
  }
  const configuration = server?.configuration;
  if (!configuration) return [];
  const keys = (section: string): string[] =>
    configuration.section('', section)?.entries?.value?.map(({ key }) => key) ?? [];
  if (/system\.webServer\/modules\/(add|remove)$/.test(meaningPlace) && attribute === 'name')
    return keys('system.webServer/globalModules');
  if (attribute === 'applicationPool') return keys('system.applicationHost/applicationPools');
  return [];
}

function configurationPaths({ server }: Place): string[] {
  const sites = server?.configuration.sites ?? [];
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
