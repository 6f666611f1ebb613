// The file that a section's configSource names, or why it says nothing.
import type { XmlAttribute, XmlElement } from '../xml/tree.js';
import { attributeOf } from '../xml/tree.js';
import type { ConfigurationFile } from './file.js';
import { folderOf, uriSegments } from './paths.js';

/**
 * Why IIS refuses a configSource: other content is beside it, the path is absolute or leads above the file's
 * folder, the file surely does not exist, it is not well-formed, or its root is another element.
 */
export type SourceFault = 'content' | 'absolute' | 'above' | 'missing' | 'broken' | 'root';

export type ConfigSource =
  | { readonly kind: 'read'; readonly element: XmlElement; readonly uri: string }
  | { readonly kind: 'refused'; readonly fault: SourceFault; readonly attribute: XmlAttribute }
  /** The file is not provided, or names a source itself. */
  | { readonly kind: 'unknown' };

/**
 * The servers of a run share the files that they may name: each list is indexed once, and only where a file
 * is named.
 */
const indexed = new WeakMap<readonly ConfigurationFile[], ReadonlyMap<string, ConfigurationFile>>();
const absent = new WeakMap<readonly string[], ReadonlySet<string>>();

export class ConfigSources {
  readonly #files: readonly ConfigurationFile[];
  readonly #gone: readonly string[];

  /** @param missing the uris at which there surely is not a file */
  constructor(sources: readonly ConfigurationFile[], missing: readonly string[]) {
    this.#files = sources;
    this.#gone = missing;
  }

  get #sources(): ReadonlyMap<string, ConfigurationFile> {
    let index = indexed.get(this.#files);
    if (!index) {
      index = new Map([...this.#files].reverse().map((source) => [keyOf(source.uri), source]));
      indexed.set(this.#files, index);
    }
    return index;
  }

  get #missing(): ReadonlySet<string> {
    let keys = absent.get(this.#gone);
    if (!keys) absent.set(this.#gone, (keys = new Set(this.#gone.map(keyOf))));
    return keys;
  }

  /** Null for a section without configSource. */
  of(file: ConfigurationFile, section: XmlElement): ConfigSource | null {
    const attribute = attributeOf(section, 'configSource');
    if (!attribute) return null;
    const refused = (fault: SourceFault): ConfigSource => ({ kind: 'refused', fault, attribute });
    const path = attribute.value.replaceAll('\\', '/');
    if (path.startsWith('/') || /^[a-z]:/i.test(path)) return refused('absolute');
    if (leadsAbove(path)) return refused('above');
    if (hasOtherContent(section)) return refused('content');
    if (path.split('/').includes('..')) return { kind: 'unknown' };
    const wanted = keyOf(`${folderOf(file.uri)}/${path}`);
    const source = this.#sources.get(wanted);
    if (!source) return this.#missing.has(wanted) ? refused('missing') : { kind: 'unknown' };
    const { root, errors } = source.document;
    if (!root || errors.length > 0) return refused('broken');
    // A source that itself names a source says nothing that can be relied on.
    if (root.name !== section.name) return refused('root');
    return attributeOf(root, 'configSource') ? { kind: 'unknown' } : { kind: 'read', element: root, uri: source.uri };
  }
}

function leadsAbove(path: string): boolean {
  let depth = 0;
  for (const segment of path.split('/')) {
    if (segment === '..') depth--;
    else if (segment !== '' && segment !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function hasOtherContent({ attributes, children }: XmlElement): boolean {
  const isOther = ({ name }: XmlAttribute): boolean =>
    !name.startsWith('config') && !name.startsWith('lock') && !name.startsWith('xmlns');
  return attributes.some(isOther) || children.some(({ kind }) => kind === 'element');
}

/** Uris are compared without case and percent-encoding. */
function keyOf(uri: string): string {
  return uriSegments(uri).join('/').toLowerCase();
}
