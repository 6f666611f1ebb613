// From a place in a file to the server and the configuration path that it refers to, and back.
import type { ConfigurationLocation } from './answers.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { ConfigurationFile } from '../iis/file.js';
import type { Effective } from '../iis/effective.js';
import type { EffectiveElement } from '../iis/effective-element.js';
import type { Located } from '../iis/schema/locate.js';
import { joinConfigurationPath, samePath } from '../iis/paths.js';
import type { Place } from '../text/range.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import type { XmlElement } from '../xml/tree.js';
import { spotAt } from '../xml/walk.js';

/** A file as a server reads it. */
export interface ReadFile {
  readonly server: CheckedServer;
  readonly file: ConfigurationFile;
  /** The paths at which it is read; [''] for applicationHost.config. */
  readonly configurationPaths: readonly string[];
}

/** The server that reads a file; undefined for a file that none does. */
export function readerOf(uri: string, servers: readonly CheckedServer[]): ReadFile | undefined {
  for (const server of servers) {
    if (!server.files.has(uri)) continue;
    const { applicationHost, placedFiles } = server.configuration;
    if (applicationHost.uri === uri) return { server, file: applicationHost, configurationPaths: [''] };
    for (const [file, configurationPaths] of placedFiles) {
      if (file.uri === uri) return { server, file, configurationPaths };
    }
  }
  return undefined;
}

/** The configuration paths that an element of a file refers to, the first one first. */
export function pathsOf({ server, file, configurationPaths }: ReadFile, element: XmlElement | null): readonly string[] {
  const declared = definedPath(server.configuration, element);
  if (declared !== null) return [declared];
  let relative = '';
  for (let at = element; at; at = at.parent) {
    const tag = file.locations.find((location) => location.element === at);
    if (tag) {
      relative = tag.path;
      break;
    }
  }
  return configurationPaths.map((base) => joinConfigurationPath(base, relative));
}

/** The path of the site, application or virtual directory whose definition an element is or is in. */
function definedPath(configuration: ServerConfiguration, element: XmlElement | null): string | null {
  for (let at = element; at; at = at.parent) {
    for (const site of configuration.sites) {
      if (site.element === at) return site.configurationPath;
      for (const application of site.applications) {
        if (application.element === at) return application.configurationPath;
        const directory = application.virtualDirectories.find((candidate) => candidate.element === at);
        if (directory) return directory.configurationPath;
      }
    }
  }
  return null;
}

/** The merged element of a section at a path; null where the section or the element is not there. */
export function elementAt(reader: ReadFile, path: string, located: Located): EffectiveElement | null {
  let merged = reader.server.configuration.section(path, located.section.path);
  for (const name of located.path) merged = merged?.elements.get(name) ?? null;
  return merged;
}

/** The effective attribute; null for an attribute of a collection's entry, which is not merged by itself. */
export function effectiveOf(
  reader: ReadFile,
  path: string,
  located: Located,
  attribute: string,
): Effective<string> | null {
  if (located.resolved.kind !== 'section' && located.resolved.kind !== 'element') return null;
  if (!reader.server.configuration.exists(path)) return null;
  return elementAt(reader, path, located)?.attributes.get(attribute) ?? null;
}

export function locationAt(
  uri: string,
  offset: number,
  servers: readonly CheckedServer[],
): ConfigurationLocation | null {
  const reader = readerOf(uri, servers);
  if (!reader) return recordLocation(uri, servers);
  const { element } = spotAt(reader.file.document, offset);
  const [configurationPath] = pathsOf(reader, element);
  return configurationPath === undefined ? null : { root: reader.server.configuration.root, configurationPath };
}

/** Records of HTTP.SYS refer to the site where clients arrive. */
function recordLocation(uri: string, servers: readonly CheckedServer[]): ConfigurationLocation | null {
  const server = servers.find(({ facts }) => facts.sslRecords.some((record) => record.uri === uri));
  if (!server) return null;
  const configurationPath = server.exchange?.frontEnd?.configurationPath ?? '';
  return { root: server.configuration.root, configurationPath };
}

/** The server of a location; several servers in one folder are distinguished by whether they have the path. */
export function serverOf(
  location: ConfigurationLocation,
  servers: readonly CheckedServer[],
): CheckedServer | undefined {
  const here = servers.filter(({ root }) => root === location.root);
  return here.find(({ configuration }) => configuration.exists(location.configurationPath)) ?? here[0];
}

/**
 * Where a path is declared: its `<location>`, application, virtual directory or site; the file's start for
 * the server level.
 */
export function placeOf(location: ConfigurationLocation, servers: readonly CheckedServer[]): Place | null {
  const configuration = serverOf(location, servers)?.configuration;
  if (!configuration) return null;
  const path = location.configurationPath;
  const { uri, configuration: element } = configuration.applicationHost;
  if (path === '') return { uri, range: element?.startTag ?? { start: 0, end: 0 } };
  const tag = configuration.locationTag(path);
  if (tag) return { uri, range: tag.element.startTag };
  const definition =
    configuration.siteIndex.applicationAt(path)?.element ??
    configuration.siteIndex.directoryAt(path)?.element ??
    configuration.sites.find((site) => samePath(site.configurationPath, path))?.element;
  return definition ? { uri, range: definition.startTag } : null;
}
