// Links from a configuration to the files that it names, and the files that are named and not at hand.
import type { Link, SourceFile } from '../project.js';
import { folderOf, uriSegments } from '../iis/paths.js';
import type { JudgedServer } from '../workspace/judge.js';
import { documentOf } from '../workspace/documents.js';
import type { XmlAttribute, XmlDocument } from '../xml/tree.js';
import { descendantElements } from '../xml/walk.js';

/** configSource values, and the physical paths of virtual directories whose web.config is at hand. */
export function linksOf(
  file: SourceFile,
  files: ReadonlyMap<string, SourceFile>,
  servers: readonly JudgedServer[],
): readonly Link[] {
  const links: Link[] = [];
  for (const attribute of sourcesOf(documentOf(file))) {
    const target = findFile(sourceUri(file.uri, attribute.value), files);
    if (target !== undefined) links.push({ range: attribute.valueRange, target });
  }
  for (const { configuration } of servers) {
    if (configuration.applicationHost.uri !== file.uri) continue;
    for (const site of configuration.sites) {
      for (const directory of site.applications.flatMap(({ virtualDirectories }) => virtualDirectories)) {
        const found = configuration.webConfigs.at(directory.configurationPath);
        const { attribute } = directory.physicalPath;
        if (typeof found === 'string' || !attribute) continue;
        links.push({
          range: attribute.valueRange,
          target: found.uri,
          tooltip: `The web.config of ${directory.configurationPath}`,
        });
      }
    }
  }
  return links;
}

/** The uris that configSource attributes name and that are not among the files. */
export function wantedFiles(files: ReadonlyMap<string, SourceFile>): readonly string[] {
  const wanted = new Set<string>();
  for (const file of files.values()) {
    for (const uri of namedBy(file)) if (findFile(uri, files) === undefined) wanted.add(uri);
  }
  return [...wanted].sort();
}

const named = new WeakMap<SourceFile, readonly string[]>();

/** The uris that a file's configSource attributes name, looked for once per version. */
function namedBy(file: SourceFile): readonly string[] {
  let uris = named.get(file);
  if (!uris) {
    const sources = file.text.includes('configSource') ? sourcesOf(documentOf(file)) : [];
    named.set(file, (uris = sources.map(({ value }) => sourceUri(file.uri, value))));
  }
  return uris;
}

function sourcesOf(document: XmlDocument): XmlAttribute[] {
  if (!document.text.includes('configSource')) return [];
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

function findFile(uri: string, files: ReadonlyMap<string, SourceFile>): string | undefined {
  if (files.has(uri)) return uri;
  const wanted = uriSegments(uri).join('/').toLowerCase();
  for (const key of files.keys()) if (uriSegments(key).join('/').toLowerCase() === wanted) return key;
  return undefined;
}
