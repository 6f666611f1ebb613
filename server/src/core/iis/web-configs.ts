// Finds the web.config file of each virtual directory among the provided files, by the tails of physical
// paths.
import type { ConfigurationFile } from './file.js';
import { commonTail, folderOf, pathKey, physicalSegments, samePath, uriSegments } from './paths.js';
import type { SiteIndex } from './sites.js';

/** What is provided at a configuration path: a file; surely none; or it cannot be told. */
export type WebConfigAt = ConfigurationFile | 'absent' | 'unknown';

/** A virtual directory's folder must share at least this many segments with the folder of a web.config. */
const leastTail = 2;

/** Where the web.config files of one server belong. */
export class WebConfigs {
  readonly #folders: ReadonlyMap<string, string>;
  readonly #named: ReadonlyMap<string, ConfigurationFile>;
  readonly #byFolder = new Map<string, ConfigurationFile>();
  #sorted: readonly (readonly [string, ConfigurationFile])[] | null = null;
  readonly #sites: SiteIndex;
  /** Paths that the administrator states and that are no virtual directories: folders below one. */
  readonly #plain: readonly string[];
  readonly #cache = new Map<string, WebConfigAt>();
  readonly #roots = new Map<string, string | null>();

  /**
   * @param files the web.config files that may belong to this server
   * @param mapped configuration path → uri of a folder or of a file, as the administrator states it
   */
  constructor(sites: SiteIndex, files: readonly ConfigurationFile[], mapped: ReadonlyMap<string, string>) {
    this.#sites = sites;
    const byUri = new Map<string, ConfigurationFile>();
    for (const file of files) {
      byUri.set(uriKey(file.uri), file);
      if (/(^|\/)web\.config$/i.test(file.uri)) this.#byFolder.set(uriKey(folderOf(file.uri)), file);
    }
    const named = new Map<string, ConfigurationFile>();
    const folders = new Map<string, string>();
    for (const [path, uri] of mapped) {
      const file = byUri.get(uriKey(uri));
      if (file) named.set(pathKey(path), file);
      else folders.set(pathKey(path), uriKey(uri));
    }
    const spokenFor = new Set([...mapped.keys()].map(pathKey));
    this.#plain = [...mapped.keys()].filter((path) => !sites.directoryAt(path) && sites.siteOf(path));
    const spoken = new Set([...named.values()].map((file) => uriKey(folderOf(file.uri))));
    for (const folder of folders.values()) spoken.add(folder);
    const free = [...this.#byFolder]
      .filter(([folder]) => !spoken.has(folder))
      .map(([folder, file]) => ({ folder, file }));
    for (const [path, folder] of matchFolders(sites, spokenFor, free)) folders.set(path, folder);
    this.#named = named;
    this.#folders = folders;
  }

  /** What is at a configuration path (site, application, virtual directory or plain folder). */
  at(path: string): WebConfigAt {
    const key = pathKey(path);
    let found = this.#cache.get(key);
    if (found === undefined) {
      found = this.#find(key);
      this.#cache.set(key, found);
    }
    return found;
  }

  #find(key: string): WebConfigAt {
    const named = this.#named.get(key);
    if (named) return named;
    const root = this.#rootOf(key);
    if (root === null) return 'unknown';
    const directory = this.#sites.directoryAt(root);
    const folder = this.#folders.get(root);
    if (root === key) return (folder !== undefined && this.#byFolder.get(folder)) || 'unknown';
    if (directory?.allowSubDirConfig === false) return 'absent';
    if (folder === undefined) return 'unknown';
    return this.#byFolder.get(folder + key.slice(root.length)) ?? 'absent';
  }

  /**
   * The nearest path at or above whose folder is known or declared; what was found for the paths above is
   * used again.
   */
  #rootOf(key: string): string | null {
    const passed: string[] = [];
    let found: string | null = null;
    for (let path = key; ; path = path.slice(0, path.lastIndexOf('/'))) {
      const known = this.#roots.get(path);
      if (known !== undefined) {
        found = known;
        break;
      }
      if (this.#sites.directoryAt(path) || this.#folders.has(path)) {
        found = path;
        break;
      }
      passed.push(path);
      if (!path.includes('/')) break;
    }
    for (const path of passed) this.#roots.set(path, found);
    return found;
  }

  /** Every virtual directory path whose web.config is provided, and folders below them that have one. */
  placed(): ReadonlyMap<ConfigurationFile, readonly string[]> {
    const result = new Map<ConfigurationFile, string[]>();
    const add = (file: ConfigurationFile, path: string): void => {
      const paths = result.get(file);
      if (!paths) result.set(file, [path]);
      else if (!paths.some((known) => samePath(known, path))) paths.push(path);
    };
    const addBelow = (path: string): void => {
      const folder = this.#folders.get(pathKey(path));
      if (folder === undefined) return;
      for (const [other, below] of this.#foldersBelow(folder)) {
        const belowPath = path + uriTail(below.uri, other.length - folder.length);
        if (this.at(belowPath) === below) add(below, belowPath);
      }
    };
    for (const site of this.#sites.sites) {
      for (const application of site.applications) {
        for (const directory of application.virtualDirectories) {
          const path = directory.configurationPath;
          const file = this.at(path);
          if (typeof file !== 'string') add(file, path);
          if (directory.allowSubDirConfig) addBelow(path);
        }
      }
    }
    for (const path of this.#plain) {
      const file = this.at(path);
      if (typeof file !== 'string') add(file, path);
      addBelow(path);
    }
    return result;
  }

  /** The folders with a web.config below a folder, by name. */
  *#foldersBelow(folder: string): Generator<readonly [string, ConfigurationFile]> {
    this.#sorted ??= [...this.#byFolder].sort(([a], [b]) => (a < b ? -1 : 1));
    const start = `${folder}/`;
    for (let index = lowerBound(this.#sorted, start); index < this.#sorted.length; index++) {
      const entry = this.#sorted[index]!;
      if (!entry[0].startsWith(start)) return;
      yield entry;
    }
  }
}

/** The index of the first of sorted keys that is not less than a text. */
function lowerBound(sorted: readonly (readonly [string, unknown])[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]![0] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The tail of a file's folder path, decoded, of as many characters as its key's tail has. */
function uriTail(uri: string, length: number): string {
  const decoded = uriSegments(folderOf(uri)).join('/');
  return decoded.slice(decoded.length - length);
}

/** Folders are compared without case and percent-encoding. */
function uriKey(uri: string): string {
  return uriSegments(uri).join('/').toLowerCase();
}

interface Candidate {
  readonly folder: string;
  readonly file: ConfigurationFile;
}

/**
 * Pairs physical folders with provided folders: the longest common tail, of at least two segments, the best
 * in both directions; a tie pairs nothing. Virtual directories that share a physical folder share its
 * web.config.
 */
function matchFolders(sites: SiteIndex, mapped: ReadonlySet<string>, free: readonly Candidate[]): Map<string, string> {
  const physical = new Map<string, { segments: string[]; paths: string[] }>();
  for (const site of sites.sites) {
    for (const application of site.applications) {
      for (const directory of application.virtualDirectories) {
        const path = pathKey(directory.configurationPath);
        if (mapped.has(path)) continue;
        const segments = physicalSegments(directory.physicalPath.value);
        const key = segments.join('/');
        const known = physical.get(key);
        if (known) known.paths.push(path);
        else physical.set(key, { segments, paths: [path] });
      }
    }
  }
  const folders = free.map(({ folder }) => ({ folder, segments: folder.split('/') }));
  const targets = [...physical.values()];
  const bestFolder = bestOf(targets, folders);
  const bestTarget = bestOf(folders, targets);
  const result = new Map<string, string>();
  targets.forEach((target, index) => {
    const choice = bestFolder[index]!;
    if (choice < 0 || bestTarget[choice] !== index) return;
    for (const path of target.paths) result.set(path, folders[choice]!.folder);
  });
  return result;
}

interface Tailed {
  readonly segments: readonly string[];
}

/**
 * For each of some, the index of the other with the single longest common tail that is long enough; -1 where
 * there is none or a tie. Only those that share the least tail are compared.
 */
function bestOf(some: readonly Tailed[], others: readonly Tailed[]): readonly number[] {
  const byTail = new Map<string, number[]>();
  others.forEach((other, index) => {
    const tail = leastTailOf(other);
    const known = byTail.get(tail);
    if (known) known.push(index);
    else byTail.set(tail, [index]);
  });
  return some.map((one) => {
    let best = -1;
    let longest = leastTail - 1;
    for (const index of byTail.get(leastTailOf(one)) ?? []) {
      const length = commonTail(one.segments, others[index]!.segments);
      if (length > longest) [best, longest] = [index, length];
      else if (length === longest) best = -1;
    }
    return best;
  });
}

function leastTailOf({ segments }: Tailed): string {
  return segments.slice(-leastTail).join('/').toLowerCase();
}
