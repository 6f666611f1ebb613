// Links from a configuration to the files that it names, and what is named by configurations and settings.
import { settingsFileOf, type BorderFinder } from '../lint/settings-file.js';
import type { SourceFile } from '../text/source-file.js';
import { speaksOf } from '../text/speaks-of.js';
import type { Link } from './answers.js';
import { fileNameOf, folderOf, uriSegments } from '../iis/paths.js';
import { settingsFileName } from '../lint/settings.js';
import { mappedTargets } from '../workspace/mapped-directories.js';
import type { CheckedServer } from '../workspace/assembled-server.js';
import { documentOf } from '../iis/documents.js';
import type { XmlAttribute, XmlDocument } from '../xml/tree.js';
import { descendantElements } from '../xml/walk.js';

/** configSource values, and the physical paths of virtual directories whose web.config is provided. */
export function linksOf(
  file: SourceFile,
  files: ReadonlyMap<string, SourceFile>,
  servers: readonly CheckedServer[],
): readonly Link[] {
  const links: Link[] = [];
  for (const attribute of sourcesOf(documentOf(file))) {
    const target = findFile(sourceUri(file.uri, attribute.value), files);
    if (target !== undefined) links.push({ range: attribute.valueRange, target });
  }
  for (const { configuration } of servers.filter(({ hostUri }) => hostUri === file.uri)) {
    for (const site of configuration.sites) {
      for (const directory of site.applications.flatMap(({ virtualDirectories }) => virtualDirectories)) {
        const found = configuration.webConfigs.at(directory.configurationPath);
        const { attribute } = directory.physicalPath;
        if (typeof found === 'string' || !attribute) continue;
        links.push({
          range: attribute.valueRange,
          target: found.uri,
          tooltip: `web.config of ${directory.configurationPath}`,
        });
      }
    }
  }
  return links;
}

/**
 * The uris that configSource attributes and settings files name, provided or not, each as the provided file
 * is called. Of what a name may stand for, the less likely is wanted only when the other is among the
 * `missing`.
 */
export function wantedFiles(
  files: ReadonlyMap<string, SourceFile>,
  borderFor: BorderFinder,
  missing: readonly string[],
): readonly string[] {
  const wanted = new Set<string>();
  const gone = new Set(missing);
  for (const file of files.values()) {
    for (const choices of namedBy(file, borderFor)) {
      for (const uri of choices) {
        const found = findFile(uri, files);
        wanted.add(found ?? uri);
        if (found !== undefined || !gone.has(uri)) break;
      }
    }
  }
  return [...wanted].sort();
}

const named = new WeakMap<SourceFile, readonly (readonly string[])[]>();

/** The uris that each name in a file may stand for, the likeliest first; looked for once per version. */
function namedBy(file: SourceFile, borderFor: BorderFinder): readonly (readonly string[])[] {
  if (isSettings(file)) return mappedFiles(file, borderFor);
  let uris = named.get(file);
  if (!uris) named.set(file, (uris = namedSources(file)));
  return uris;
}

function isSettings({ uri }: SourceFile): boolean {
  return fileNameOf(uri).toLowerCase() === settingsFileName;
}

function mappedFiles(file: SourceFile, borderFor: BorderFinder): readonly (readonly string[])[] {
  const settings = settingsFileOf(file, borderFor);
  return settings.settings.virtualDirectories.map(({ target }) => mappedTargets(settings, target));
}

function namedSources(file: SourceFile): readonly (readonly string[])[] {
  if (!speaksOf(file, 'configSource')) return [];
  return sourcesOf(documentOf(file)).map(({ value }) => [sourceUri(file.uri, value)]);
}

function sourcesOf(document: XmlDocument): XmlAttribute[] {
  if (!speaksOf(document, 'configSource')) return [];
  return [...descendantElements(document)].flatMap(({ attributes }) =>
    attributes.filter(({ name, value }) => name === 'configSource' && isBelow(value)),
  );
}

/** IIS takes a relative path at or below the file's folder; nothing else is followed. */
function isBelow(path: string): boolean {
  return path !== '' && !/^[\\/]|^[a-z]:/i.test(path) && !path.split(/[\\/]/).includes('..');
}

function sourceUri(uri: string, path: string): string {
  const folder = folderOf(uri);
  const parts = path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
  const encode = /^[a-z][a-z0-9+.-]*:\/\//i.test(uri) ? encodeURIComponent : (part: string): string => part;
  return [...(folder === '' ? [] : [folder]), ...parts.map(encode)].join('/');
}

const namesOf = new WeakMap<ReadonlyMap<string, SourceFile>, ReadonlyMap<string, string>>();

/** The file as it is called among the files, by its path without case; of several the first. */
function findFile(uri: string, files: ReadonlyMap<string, SourceFile>): string | undefined {
  if (files.has(uri)) return uri;
  let names = namesOf.get(files);
  if (!names) namesOf.set(files, (names = new Map([...files.keys()].reverse().map((name) => [keyOf(name), name]))));
  return names.get(keyOf(uri));
}

function keyOf(uri: string): string {
  return uriSegments(uri).join('/').toLowerCase();
}
