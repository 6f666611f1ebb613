// At which places of a server IIS rejects something, for the next version of the server: of a place that a
// change has nothing to do with, and at which nothing was rejected, nothing has to be merged to say so again.
//
// What IIS rejects in a section at a path depends on what writes this section for the path or for one above it, and
// on what holds for the whole server: declarations, sites, the files and where they lie. Nothing in here is a
// part of a tree; offsets are those of the texts beside them.
import type { ConfigurationFile } from './file.js';
import { FileOutline } from './file-outline.js';
import { joinConfigurationPath, levelsOf, pathKey } from './paths.js';
import type { Schema } from './schema/schema.js';
import type { ServerFiles } from './server-input.js';

/** What one version of a server leaves to the next. */
export interface RejectionMemory {
  /** What an earlier version left; null from when `own` is known. */
  before: RejectedPlaces | null;
  /** Null until somebody asks for rejections. */
  own: RejectedPlaces | null;
}

/** The paths at which a file is read: '' for applicationHost.config. */
export type Bases = (file: ConfigurationFile) => readonly string[];

const sitesSection = 'system.applicationHost/sites';

export class RejectedPlaces {
  readonly #files: readonly FileOutline[];
  readonly #mapped: string;
  readonly #sources: readonly (readonly [uri: string, text: string])[];
  readonly #missing: readonly string[];
  readonly #schema: Schema;
  readonly #rejecting: ReadonlySet<string>;

  /**
   * @param rejecting the places at which something is rejected, as `placeKey` writes them
   * @param before what was known of an earlier version, of whose files parts are taken over
   */
  constructor(files: ServerFiles, rejecting: ReadonlySet<string>, before: RejectedPlaces | null) {
    const known = new Map((before ? before.#files : []).map((file) => [file.uri, file]));
    this.#files = filesOf(files).map((file) => {
      const outline = known.get(file.uri);
      return outline?.text === file.document.text ? outline : FileOutline.of(file);
    });
    this.#mapped = mappedText(files);
    this.#sources = files.sources.map(({ uri, document }) => [uri, document.text]);
    this.#missing = files.missingSources ?? [];
    this.#schema = files.schema;
    this.#rejecting = rejecting;
  }

  /**
   * Tells the places of a later version at which surely nothing is rejected; null where the change may have to
   * do with all of them.
   */
  sparedIn(later: ServerFiles, bases: Bases): ((section: string, path: string) => boolean) | null {
    const files = filesOf(later);
    const isSame =
      this.#schema === later.schema &&
      files.length === this.#files.length &&
      files.every(({ uri }, at) => uri === this.#files[at]!.uri) &&
      mappedText(later) === this.#mapped &&
      later.sources.length === this.#sources.length &&
      later.sources.every(({ uri, document }, at) => {
        const [knownUri, text] = this.#sources[at]!;
        return uri === knownUri && document.text === text;
      }) &&
      sameTexts(later.missingSources ?? [], this.#missing);
    if (!isSame) return null;
    /** By section, the paths for which what writes it changed. */
    const changed = new Map<string, Set<string>>();
    for (const [at, file] of files.entries()) {
      const before = this.#files[at]!;
      if (before.text === file.document.text) continue;
      const places = before.changedPlaces(FileOutline.of(file));
      if (!places) return null;
      for (const { section, path } of places) {
        if (section === sitesSection) return null;
        let paths = changed.get(section);
        if (!paths) changed.set(section, (paths = new Set()));
        for (const base of bases(file)) paths.add(pathKey(joinConfigurationPath(base, path)));
      }
    }
    return (section, path) => {
      const paths = changed.get(section);
      if (paths && levelsOf(path).some((level) => paths.has(pathKey(level)))) return false;
      return this.#rejecting.size === 0 || !this.#rejecting.has(placeKey(section, path));
    };
  }
}

export function placeKey(section: string, path: string): string {
  return `${section}\n${pathKey(path)}`;
}

function filesOf({ applicationHost, webConfigs }: ServerFiles): readonly ConfigurationFile[] {
  return [applicationHost, ...webConfigs];
}

function mappedText({ mapped }: ServerFiles): string {
  return JSON.stringify([...mapped]);
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}
