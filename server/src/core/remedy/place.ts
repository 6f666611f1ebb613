// Finds where in which file a change is to be written: the section that is there already, or the element that
// is to hold it.
import type { SourceFile } from '../text/source-file.js';
import type { Obstacle } from '../text/obstacle.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { ConfigurationFile, LocationTag } from '../iis/file.js';
import { fileNameOf, isAtOrBelow, pathKey, samePath } from '../iis/paths.js';
import type { XmlElement } from '../xml/tree.js';
import { attributeOf, childElements } from '../xml/tree.js';
import { configurationOf } from '../iis/documents.js';
import type { Target } from './remedy.js';

export interface RemedyContext {
  /** The files as they are now, by uri. */
  readonly files: ReadonlyMap<string, SourceFile>;
  readonly servers: readonly {
    readonly configuration: ServerConfiguration;
    /** The uris of its applicationHost.config and of all its configuration files. */
    readonly hostUri: string;
    readonly files: ReadonlySet<string>;
  }[];
}

/** Where a section is written. */
export interface SectionPlace {
  readonly file: ConfigurationFile;
  readonly server: ServerConfiguration;
  readonly section: string;
  /**
   * The configuration path as the file spells it: of a web.config relative to its own level; '' is that
   * level.
   */
  readonly relativePath: string;
  /** The section where it stands already. */
  readonly existing: XmlElement | null;
  /** The `<configuration>` or `<location>` that is to hold it; null: a location is to be created. */
  readonly container: XmlElement | null;
}

export function isObstacle(value: object): value is Obstacle {
  return 'problem' in value;
}

/** The file that a target names, refused where it is not provided, was changed, or does not parse. */
export function fileOf(
  target: Target,
  context: RemedyContext,
): { readonly file: ConfigurationFile; readonly server: ServerConfiguration; readonly base: string } | Obstacle {
  const path = target.configurationPath;
  const server = context.servers.find(({ hostUri }) => hostUri === target.server);
  if (!server) return { problem: `${target.server} was not provided.` };
  const { configuration } = server;
  if (target.commit === 'applicationHost') {
    const file = configuration.applicationHost;
    return usable(file, context) ?? { file, server: configuration, base: '' };
  }
  const found = webConfigOf(target, configuration);
  if (!found) return { problem: `The web.config of '${path}' was not provided.` };
  return usable(found.file, context) ?? { ...found, server: configuration };
}

/** Why the text of a file cannot be edited; null when it can. */
export function textObstacle(uri: string, context: RemedyContext): Obstacle | null {
  for (const { configuration } of context.servers.filter(({ files }) => files.has(uri))) {
    if (configuration.applicationHost.uri === uri) return usable(configuration.applicationHost, context);
    for (const file of configuration.placedFiles.keys()) if (file.uri === uri) return usable(file, context);
  }
  const source = context.files.get(uri);
  return source
    ? usable(configurationOf(source, 'webConfig'), context)
    : { problem: `${fileNameOf(uri)} was not provided.` };
}

function webConfigOf(
  target: Target,
  configuration: ServerConfiguration,
): { readonly file: ConfigurationFile; readonly base: string } | null {
  const path = target.configurationPath;
  if (target.file === undefined) {
    const file = configuration.webConfigs.at(path);
    return typeof file === 'string' ? null : { file, base: path };
  }
  for (const [file, bases] of configuration.placedFiles) {
    if (file.uri !== target.file) continue;
    const above = bases.filter((base) => isAtOrBelow(path, base)).sort((a, b) => b.length - a.length);
    if (above.length > 0) return { file, base: above[0]! };
  }
  return null;
}

function usable(file: ConfigurationFile, context: RemedyContext): Obstacle | null {
  const name = fileNameOf(file.uri);
  const source = context.files.get(file.uri);
  if (!source) return { problem: `${name} was not provided.` };
  if (source.text !== file.document.text) return { problem: `${name} has changed since it was read.` };
  if (file.document.errors.length > 0) return { problem: `${name} is not well-formed XML: correct it first.` };
  if (!file.configuration) return { problem: `${name} has no <configuration> element.` };
  return null;
}

/** Where a target's section is to be written. */
export function sectionPlace(target: Target, context: RemedyContext): SectionPlace | Obstacle {
  const found = fileOf(target, context);
  if (isObstacle(found)) return found;
  const { file, server, base } = found;
  const { section } = target;
  const path = target.configurationPath;
  const name = fileNameOf(file.uri);
  const declaration = file.declarations.lookup(section);
  if (!declaration)
    return { problem: `${name} cannot contain <${lastSegment(section)}>: section '${section}' is not declared.` };
  const relativePath = base === '' ? path : path.slice(base.length + 1);
  if (relativePath !== '' && !declaration.allowLocation) {
    return { problem: `${section} cannot be in a location (allowLocation="false").` };
  }
  if (file !== server.applicationHost && server.override(path, section, file).mode === 'Deny') {
    return { problem: `${section} is locked at '${path}', so ${name} cannot contain it.` };
  }
  const standing = file.sections.filter(
    (occurrence) => occurrence.section === section && samePath(occurrence.location?.path ?? '', relativePath),
  );
  if (standing.length > 1) {
    return { problem: `${section} is set twice for '${path}' in ${name}: remove one first.` };
  }
  const [own] = standing;
  const result = { file, server, section, relativePath };
  if (!own) return { ...result, existing: null, container: containerFor(file, server, path, section, relativePath) };
  for (const attribute of ['configSource', 'configProtectionProvider']) {
    if (attributeOf(own.element, attribute)) {
      return { problem: `${section} for '${path}' is not in ${name} itself: it has a ${attribute}.` };
    }
  }
  return { ...result, existing: own.element, container: (own.location?.element ?? file.configuration)! };
}

/** The element that takes up a section that does not stand for the path yet. */
function containerFor(
  file: ConfigurationFile,
  server: ServerConfiguration,
  path: string,
  section: string,
  relativePath: string,
): XmlElement | null {
  const group = section.slice(0, Math.max(0, section.indexOf('/')));
  const fitting = file.locations.filter(
    (tag) =>
      !tag.misspelt &&
      samePath(tag.path, relativePath) &&
      tag.element.parent === file.configuration &&
      fits(tag, server, path, section),
  );
  if (relativePath !== '') return fitting.find((tag) => tag.inheritInChildApplications)?.element ?? null;
  const root = file.configuration!;
  if (file === server.applicationHost) return root;
  // A web.config that keeps its settings away from child applications keeps new ones away, too.
  const holdsGroup = (element: XmlElement): boolean => group !== '' && childElements(element, group).length > 0;
  if (holdsGroup(root)) return root;
  return fitting.find((tag) => !tag.inheritInChildApplications && holdsGroup(tag.element))?.element ?? root;
}

/** Whether a location can take up the section without opening or closing it for files below. */
function fits(tag: LocationTag, server: ServerConfiguration, path: string, section: string): boolean {
  return tag.overrideMode === 'Inherit' || server.override(path, section).mode === tag.overrideMode;
}

export function lastSegment(section: string): string {
  return section.slice(section.lastIndexOf('/') + 1);
}

/** A key for a place: the same for two changes that write the same section. */
export function placeKey(place: SectionPlace): string {
  return `${place.file.uri}\n${pathKey(place.relativePath)}\n${place.section}`;
}
