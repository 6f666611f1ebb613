// Where what is at a place is decided or declared, and which other places refer to the same.
import { documentOf } from '../iis/documents.js';
import { pathKey } from '../iis/paths.js';
import { locate } from '../iis/schema/locate.js';
import { attributesOf } from '../iis/schema/resolve.js';
import type { SourceFile } from '../text/source-file.js';
import type { Place } from '../text/range.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { descendantElements, spotAt, type XmlSpot } from '../xml/walk.js';
import { declaredPaths } from './declared-paths.js';
import { effectiveOf, pathsOf, placeOf, readerOf, type ReadFile } from './located.js';
import { placesOfThing, thingNamed } from './named-things.js';

/**
 * The places that decide or declare what is at an offset: none, one, or several where a file is read at
 * several paths.
 */
export function definitionsAt(file: SourceFile, offset: number, servers: readonly CheckedServer[]): readonly Place[] {
  const reader = readerOf(file.uri, servers);
  if (!reader) return [];
  const { element, attribute, part } = spotAt(documentOf(file), offset);
  if (!element) return [];
  if (attribute && (part === 'attributeValue' || part === 'attributeName')) {
    return ofAttribute(element, attribute, reader, servers);
  }
  if (part !== 'name' && part !== 'endTag') return [];
  const section = locate(element, reader.server.configuration.schema)?.section.path;
  const declared = section === undefined ? null : reader.server.configuration.declaration(section)?.place;
  return declared ? [declared] : [];
}

function ofAttribute(
  element: XmlElement,
  attribute: XmlAttribute,
  reader: ReadFile,
  servers: readonly CheckedServer[],
): readonly Place[] {
  const { root } = reader.server.configuration;
  if (element.name === 'location' && attribute.name === 'path') {
    return pathsOf(reader, element).flatMap((configurationPath) =>
      definitionOfPath(reader, configurationPath, servers, root),
    );
  }
  const thing = thingNamed(element, attribute);
  if (thing) return placesOfThing(reader.server, thing).filter(({ declares }) => declares);
  return decidingPlaces(element, attribute, reader);
}

/** The application or site at a path; what a location names and nothing declares has no definition. */
function definitionOfPath(
  { server: { configuration } }: ReadFile,
  path: string,
  servers: readonly CheckedServer[],
  root: string,
): readonly Place[] {
  const { siteIndex, applicationHost } = configuration;
  const element =
    siteIndex.applicationAt(path)?.element ?? siteIndex.directoryAt(path)?.element ?? siteIndex.siteOf(path)?.element;
  if (element) return [{ uri: applicationHost.uri, range: element.startTag }];
  const place = path === '' ? placeOf({ root, configurationPath: path }, servers) : null;
  return place ? [place] : [];
}

/** Where the value that is in effect is written, for each path at which the file is read. */
function decidingPlaces(element: XmlElement, attribute: XmlAttribute, reader: ReadFile): readonly Place[] {
  const located = locate(element, reader.server.configuration.schema);
  if (!located || located.resolved.kind === 'unknown') return [];
  const schema = attributesOf(located.resolved).get(attribute.name);
  if (!schema) return [];
  const places = new Map<string, Place>();
  for (const path of pathsOf(reader, element)) {
    const origin = effectiveOf(reader, path, located, schema.name)?.origin;
    if (!origin || origin.kind === 'schema') continue;
    places.set(`${origin.uri} ${origin.range.start}`, { uri: origin.uri, range: origin.range });
  }
  return [...places.values()];
}

/**
 * Every other place that refers to the same: who names a site, a pool, or a module; who writes an attribute
 * of a section, and the declarations of the paths that inherit it from here.
 */
export function referencesAt(
  file: SourceFile,
  offset: number,
  servers: readonly CheckedServer[],
  withDeclaration: boolean,
): readonly Place[] {
  const reader = readerOf(file.uri, servers);
  if (!reader) return [];
  const spot = spotAt(documentOf(file), offset);
  const { element, attribute } = spot;
  if (!element) return [];
  const thing = attribute && thingNamed(element, attribute);
  if (thing) {
    return placesOfThing(reader.server, thing)
      .filter(({ declares }) => withDeclaration || !declares)
      .map(({ uri, range }) => ({ uri, range }));
  }
  return [...writersOf(spot, reader), ...inheritorsOf(spot, reader)];
}

/** The sites, applications, virtual directories, and locations for which the value at an offset is in effect. */
function inheritorsOf({ element, attribute }: XmlSpot, reader: ReadFile): Place[] {
  const { server, file } = reader;
  const { configuration } = server;
  const located = element && attribute && locate(element, configuration.schema);
  if (!located || located.resolved.kind === 'unknown') return [];
  const schema = attributesOf(located.resolved).get(attribute.name);
  if (!schema) return [];
  const writing = new Set(pathsOf(reader, element).map(pathKey));
  const declared = declaredPaths([server]);
  const known = new Set([...writing, ...declared.map(({ configurationPath }) => pathKey(configurationPath))]);
  const { uri, locations } = configuration.applicationHost;
  const folders = locations
    .filter(({ path }) => !known.has(pathKey(path)))
    .map((location) => ({ configurationPath: location.path, place: { uri, range: location.element.startTag } }));
  return [...declared, ...folders].flatMap(({ configurationPath, place }) => {
    if (writing.has(pathKey(configurationPath))) return [];
    const origin = effectiveOf(reader, configurationPath, located, schema.name)?.origin;
    if (!origin || origin.kind === 'schema' || origin.uri !== file.uri) return [];
    const { start, end } = attribute.range;
    return origin.range.start >= start && origin.range.end <= end ? [place] : [];
  });
}

/** The places in all files of the server that write the attribute, or the section, at an offset. */
function writersOf({ element, attribute, part }: XmlSpot, { server: { configuration } }: ReadFile): Place[] {
  const located = element && locate(element, configuration.schema);
  if (!located || (!attribute && part !== 'name' && part !== 'endTag')) return [];
  const places: Place[] = [];
  for (const { uri, document } of [configuration.applicationHost, ...configuration.placedFiles.keys()]) {
    for (const candidate of descendantElements(document)) {
      if (candidate.name !== element.name || locate(candidate, configuration.schema)?.place !== located.place) continue;
      const written = attribute
        ? candidate.attributes.find(({ name }) => name === attribute.name)?.range
        : candidate.nameRange;
      if (written) places.push({ uri, range: written });
    }
  }
  return places;
}
