// Finds files whose configSource leads back to themselves, which IIS rejects and no one can resolve.
import type { SourceFile } from '../text/source-file.js';
import { folderOf, uriSegments } from '../iis/paths.js';
import { attributeOf, type XmlElement } from '../xml/tree.js';
import { documentOf } from '../iis/documents.js';

/** The uris of the files of one circle, in the order in which they name each other. */
export type SourceCycle = readonly string[];

/** Every circle once, each starting with the file that comes first in the list. */
export function sourceCycles(files: readonly SourceFile[]): SourceCycle[] {
  const byKey = new Map(files.map((file) => [key(file.uri), file.uri]));
  const named = new Map<string, readonly string[]>();
  for (const file of files) {
    const found = file.text.includes('configSource') ? targetsOf(file) : [];
    named.set(
      file.uri,
      found.map((target) => byKey.get(target)).filter((uri): uri is string => uri !== undefined),
    );
  }
  const cycles: string[][] = [];
  const done = new Set<string>();
  for (const start of named.keys()) {
    if (done.has(start)) continue;
    const path: { uri: string; next: number }[] = [{ uri: start, next: 0 }];
    while (path.length > 0) {
      const last = path[path.length - 1]!;
      const target = named.get(last.uri)![last.next++];
      if (target === undefined) {
        done.add(last.uri);
        path.pop();
        continue;
      }
      const at = path.findIndex(({ uri }) => uri === target);
      if (at >= 0) cycles.push(path.slice(at).map(({ uri }) => uri));
      else if (!done.has(target)) path.push({ uri: target, next: 0 });
    }
  }
  return cycles;
}

function targetsOf(file: SourceFile): string[] {
  const targets: string[] = [];
  const { root } = documentOf(file);
  const waiting: XmlElement[] = root ? [root] : [];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    const source = attributeOf(element, 'configSource')?.value;
    if (source !== undefined) targets.push(key(`${folderOf(file.uri)}/${source.replaceAll('\\', '/')}`));
    for (const child of element.children) if (child.kind === 'element') waiting.push(child);
  }
  return targets;
}

/** `..` is rejected by IIS, so that a source always is below its file; names are compared without case. */
function key(uri: string): string {
  return uriSegments(uri).join('/').toLowerCase();
}
