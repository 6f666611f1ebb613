// What a hover says of the place under the pointer: the effective value, where it comes from, and what it
// means.
import type { SourceFile } from '../text/source-file.js';
import type { Hover } from './answers.js';
import type { Effective } from '../iis/effective.js';
import type { EffectiveElement } from '../iis/effective-element.js';
import { bindingFlagsOf } from '../iis/schema/binding-flags.js';
import { locate } from '../iis/schema/locate.js';
import { attributeMeaning, describeFlags, elementMeaning } from '../iis/schema/meanings/meanings.js';
import { attributesOf } from '../iis/schema/resolve.js';
import type { AttributeSchema } from '../iis/schema/schema.js';
import { builtinSchema } from '../iis/schema/builtin.js';
import { markdownCode, markdownText } from '../text/markdown-escape.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import { documentOf } from '../iis/documents.js';
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { spotAt } from '../xml/walk.js';
import { declarationHover } from './declaration-hover.js';
import { describePath } from './describe.js';
import type { Texts } from './explain.js';
import { lockText, originText, trailLines, valueText } from './explain.js';
import type { ReadFile } from './located.js';
import { effectiveOf, elementAt, pathsOf, readerOf } from './located.js';

export function hoverAt(
  file: SourceFile,
  offset: number,
  servers: readonly CheckedServer[],
  texts: Texts,
): Hover | null {
  const document = documentOf(file);
  const { element, attribute, part } = spotAt(document, offset);
  if (!element || (part !== 'name' && part !== 'attributeName' && part !== 'attributeValue' && part !== 'endTag'))
    return null;
  const reader = readerOf(file.uri, servers);
  const range = attribute ? attribute.range : element.nameRange;
  const own = attribute ? attributeHover(element, attribute, reader, texts) : elementHover(element, reader, texts);
  const asksForAll = !attribute || ['name', 'bindingInformation'].includes(attribute.name);
  const declared = reader && asksForAll ? declarationHover(element, reader.server, texts) : null;
  const markdown = [own, declared].filter((block) => block !== null).join('\n\n');
  return markdown === '' ? null : { range, markdown };
}

function attributeHover(
  element: XmlElement,
  attribute: XmlAttribute,
  reader: ReadFile | undefined,
  texts: Texts,
): string | null {
  const located = locate(element, reader?.server.configuration.schema ?? builtinSchema);
  if (!located || located.resolved.kind === 'unknown') return steeringHover(element, attribute, reader, texts);
  const schema = attributesOf(located.resolved).get(attribute.name);
  if (!schema) return steeringHover(element, attribute, reader, texts);
  const paths = reader ? pathsOf(reader, element) : [];
  const path = paths[0];
  const effective = reader && path !== undefined ? effectiveOf(reader, path, located, schema.name) : null;
  const blocks = [
    effective && path !== undefined
      ? `**${schema.name}** = ${valueText(effective)} at ${path === '' ? 'the server level' : markdownCode(path)}`
      : `**${schema.name}** ${typeText(schema)}`,
    meaningBlock(located.place, schema, effective?.state === 'known' ? effective.value : attribute.value),
  ];
  if (effective && path !== undefined) {
    blocks.push(
      effective.state === 'unknown'
        ? `Unknown: ${markdownText(effective.reason)}.`
        : provenance(effective, schema, path, texts),
    );
    if (effective.lockedBy) blocks.push('This attribute is locked for lower-level files.');
    const lock = lockText(reader!.server.configuration, path, located.section.path, texts);
    if (lock !== null) blocks.push(lock);
  }
  if (paths.length > 1) blocks.push(sharedText(paths));
  return blocks.filter((block) => block !== '').join('\n\n');
}

/**
 * Path and sections of the definition of a site, a location, or an attribute that steers the configuration
 * system.
 */
function steeringHover(
  element: XmlElement,
  attribute: XmlAttribute,
  reader: ReadFile | undefined,
  texts: Texts,
): string | null {
  const place = ['location', 'section', 'sectionGroup'].includes(element.name) ? element.name : '';
  const meaning = attributeMeaning(place, attribute.name);
  const described = element.name === 'location' && attribute.name === 'path' ? pathHover(element, reader, texts) : null;
  if (meaning === undefined && described === null) return null;
  return [meaning === undefined ? '' : `**${attribute.name}**\n\n${meaning}`, described ?? '']
    .filter((block) => block !== '')
    .join('\n\n');
}

function elementHover(element: XmlElement, reader: ReadFile | undefined, texts: Texts): string | null {
  if (reader && ['location', 'site', 'application', 'virtualDirectory'].includes(element.name)) {
    return pathHover(element, reader, texts);
  }
  const located = locate(element, reader?.server.configuration.schema ?? builtinSchema);
  if (!located || located.resolved.kind === 'unknown') return null;
  const blocks = [`**${element.name}**`];
  const meaning = elementMeaning(located.place);
  if (meaning !== undefined) blocks.push(meaning);
  const path = reader ? pathsOf(reader, element)[0] : undefined;
  if (reader && path !== undefined && (located.resolved.kind === 'section' || located.resolved.kind === 'element')) {
    const merged = elementAt(reader, path, located);
    if (merged) blocks.push(...valuesOf(merged, path, texts));
    const lock = lockText(reader.server.configuration, path, located.section.path, texts);
    if (lock !== null) blocks.push(lock);
  }
  return blocks.length === 1 ? null : blocks.join('\n\n');
}

function pathHover(element: XmlElement, reader: ReadFile | undefined, texts: Texts): string | null {
  if (!reader) return null;
  const paths = pathsOf(reader, element);
  const [path] = paths;
  if (path === undefined) return null;
  const described = describePath(reader.server.configuration, path, texts);
  return described !== null && paths.length > 1 ? `${described}\n\n${sharedText(paths)}` : described;
}

function sharedText(paths: readonly string[]): string {
  const others = paths.slice(1).map(markdownCode).join(', ');
  return `IIS also reads this file at ${others}; an edit changes all of them.`;
}

function meaningBlock(place: string, schema: AttributeSchema, raw: string): string {
  const meaning = attributeMeaning(place, schema.name);
  const names = isBindingFlags(place, schema)
    ? bindingFlagsOf(Number(raw)).flags.map(({ name, meaning: text }) => ({ name, meaning: text }))
    : describeFlags(place, schema, raw);
  const list = names
    .filter((name) => name.meaning !== undefined)
    .map(({ name, meaning: text }) => `- ${markdownCode(name)}: ${text!}`);
  return [meaning ?? '', list.join('\n')].filter((block) => block !== '').join('\n\n');
}

function isBindingFlags(place: string, schema: AttributeSchema): boolean {
  return schema.name === 'sslFlags' && place.endsWith('/bindings/binding');
}

function typeText(schema: AttributeSchema): string {
  const names = schema.names.length > 0 ? `: ${schema.names.map(({ name }) => name).join(', ')}` : '';
  return `(${schema.type}${names})`;
}

function provenance(effective: Effective<string>, schema: AttributeSchema, path: string, texts: Texts): string {
  const origin = originText(effective, path, texts);
  const from = `${origin[0]!.toUpperCase()}${origin.slice(1)}.`;
  const trail = trailLines(effective, schema.defaultValue, texts);
  return trail.length < 2 ? from : `${from}\n\nSet by (last one wins):\n\n${trail.join('\n')}`;
}

/** The attributes that something writes, and the entries of a collection. */
function valuesOf(merged: EffectiveElement, path: string, texts: Texts): string[] {
  const lines = [...merged.attributes]
    .filter(([, effective]) => effective.trail.length > 0 || effective.state === 'unknown')
    .map(([name, effective]) => `- ${name} = ${valueText(effective)}, ${originText(effective, path, texts)}`);
  const blocks = lines.length > 0 ? [lines.join('\n')] : [];
  const { entries } = merged;
  if (!entries) return blocks;
  if (entries.state === 'unknown') return [...blocks, `Entries unknown: ${markdownText(entries.reason)}.`];
  const shown = entries.value.slice(0, 20).map(({ key }) => markdownCode(key));
  const more = entries.value.length > shown.length ? ` and ${entries.value.length - shown.length} more` : '';
  blocks.push(shown.length === 0 ? 'No entries.' : `Effective entries: ${shown.join(', ')}${more}.`);
  return blocks;
}
