// Notes in the text: which written values something else overrides, and what a location takes over from above
// because it does not write it.
import { documentOf } from '../iis/documents.js';
import type { Known, Origin } from '../iis/effective.js';
import { samePath, uriSegments } from '../iis/paths.js';
import { locate } from '../iis/schema/locate.js';
import { sections } from '../sign-in/sections.js';
import type { Range } from '../text/range.js';
import { touches } from '../text/range.js';
import type { SourceFile } from '../text/source-file.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import { attributeOf, childElements, type XmlElement } from '../xml/tree.js';
import { descendantElements } from '../xml/walk.js';
import type { InlayHint } from './answers.js';
import { effectiveOf, pathsOf, readerOf, type ReadFile } from './located.js';

/** What lets a client sign in without a value of the location's own. */
const methods = [
  ['Anonymous', sections.anonymous],
  ['Basic', sections.basic],
  ['Digest', sections.digest],
  ['Windows', sections.windows],
  ['AD mapping', sections.mapping],
] as const;

/** The notes in a range of a file. */
export function inlayHints(file: SourceFile, range: Range, servers: readonly CheckedServer[]): InlayHint[] {
  const reader = readerOf(file.uri, servers);
  if (!reader) return [];
  const hints: InlayHint[] = [];
  for (const element of descendantElements(documentOf(file))) {
    if (!touches(element.startTag, range)) continue;
    hints.push(...overridden(reader, element), ...inherited(reader, element));
  }
  return hints;
}

function overridden(reader: ReadFile, element: XmlElement): InlayHint[] {
  const { uri } = reader.file;
  if (element.attributes.length === 0) return [];
  const located = locate(element, reader.server.configuration.schema);
  if (!located || (located.resolved.kind !== 'section' && located.resolved.kind !== 'element')) return [];
  const paths = pathsOf(reader, element);
  return element.attributes.flatMap((attribute) => {
    const origins = paths.map((path) => {
      const effective = effectiveOf(reader, path, located, attribute.name);
      return effective?.state === 'known' ? effective.origin : null;
    });
    const [origin] = origins;
    // Where a file is read at several paths, the note must hold at all of them.
    if (!origin || !origins.every((other) => other && isElsewhere(other, uri, attribute.valueRange))) return [];
    return hint(attribute.range.end, `overridden by ${placeName(origin)}`, origin);
  });
}

/**
 * At `<security>`, `<access>` and `<authentication>` in the location of a path: the SSL flags, and the methods
 * that are enabled, where it writes nothing about them.
 */
function inherited(reader: ReadFile, element: XmlElement): InlayHint[] {
  const { name, parent, startTag } = element;
  const paths = pathsOf(reader, element);
  if (paths.length === 0 || paths.includes('') || !isInLocation(element)) return [];
  const isSecurity = (of: XmlElement | null): of is XmlElement =>
    of?.name === 'security' && of.parent?.name === 'system.webServer';
  const security = name === 'access' ? parent : element;
  if (isSecurity(security)) {
    const own = childElements(security, 'access');
    if (name === 'security' ? own.length > 0 : own.length > 1 || attributeOf(element, 'sslFlags')) return [];
    const flags = inheritedAt(reader, paths, sections.access, 'sslFlags');
    return flags ? hint(startTag.end, `inherited: ${flags.raw}`, flags.origin) : [];
  }
  if (name !== 'authentication' || !isSecurity(parent)) return [];
  const enabled = methods.flatMap(([title, section]) => {
    const method = section.slice(section.lastIndexOf('/') + 1);
    if (childElements(element, method).some((child) => attributeOf(child, 'enabled'))) return [];
    const value = inheritedAt(reader, paths, section, 'enabled');
    return value?.raw.toLowerCase() === 'true' ? [{ title, origin: value.origin }] : [];
  });
  const [first] = enabled;
  if (!first) return [];
  return hint(startTag.end, `inherited: ${enabled.map(({ title }) => title).join(', ')}`, first.origin);
}

function isInLocation(element: XmlElement): boolean {
  for (let at = element.parent; at; at = at.parent) if (at.name === 'location') return true;
  return false;
}

/** The value that all paths take over from another place; null where one is unknown, differs, or has a default. */
function inheritedAt(
  { server: { configuration }, file }: ReadFile,
  paths: readonly string[],
  section: string,
  attribute: string,
): Known<string> | null {
  let found: Known<string> | null = null;
  for (const path of paths) {
    const value = configuration.exists(path)
      ? configuration.section(path, section)?.attributes.get(attribute)
      : undefined;
    if (value?.state !== 'known' || value.origin.kind === 'schema') return null;
    // The file itself may write it for another path below, not for this one.
    if (value.origin.uri === file.uri && samePath(value.origin.configurationPath, path)) return null;
    if (found && found.raw !== value.raw) return null;
    found ??= value;
  }
  return found;
}

function isElsewhere(origin: Origin, uri: string, { start, end }: Range): boolean {
  return origin.kind !== 'schema' && !(origin.uri === uri && origin.range.start <= end && start <= origin.range.end);
}

function hint(offset: number, label: string, origin: Origin): InlayHint[] {
  return [{ offset, label, ...(origin.kind === 'schema' ? {} : { place: { uri: origin.uri, range: origin.range } }) }];
}

/** `sync/web.config`, or the location in applicationHost.config. */
function placeName(origin: Origin): string {
  if (origin.kind === 'schema') return '';
  const segments = uriSegments(origin.uri);
  const file = segments.slice(-2).join('/');
  return origin.locationPath === null ? file : `location "${origin.locationPath}"`;
}
