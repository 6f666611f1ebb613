// At which places of a server IIS rejects something, for the next version of the server: of a place that a
// change has nothing to do with, and at which nothing was rejected, nothing has to be merged to say so again.
//
// What IIS rejects in a section at a path depends on what writes this section for the path or for one above it, and
// on what holds for the whole server: declarations, sites, the files and where they lie. Nothing in here is a
// part of a tree; offsets are those of the texts beside them.
import type { ConfigurationFile, LocationTag } from './file.js';
import { joinConfigurationPath, levelsOf, pathKey } from './paths.js';
import type { Schema } from './schema/schema.js';
import type { ServerFiles } from './server-input.js';
import { TextChange } from '../text/text-change.js';

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

/** A section where it stands. */
interface Writing {
  readonly section: string;
  /** Relative to the level of the file. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  /** The start tag of the location around it; empty and at its own start without one. */
  readonly tagStart: number;
  readonly tagEnd: number;
}

const outlines = new WeakMap<ConfigurationFile, FileOutline>();

/** Where a file writes its sections. */
class FileOutline {
  readonly uri: string;
  readonly text: string;
  /** Null where a mistake in the file may change what any part of its text means. */
  readonly #writings: readonly Writing[] | null;
  readonly #declaring: readonly { readonly start: number; readonly end: number }[];
  /** Indexes of the writings. */
  #byStart: ReadonlyMap<number, number> | null = null;

  /** Made once: it is compared with the version before, and left to the next. */
  static of(file: ConfigurationFile): FileOutline {
    let outline = outlines.get(file);
    if (!outline) outlines.set(file, (outline = new FileOutline(file)));
    return outline;
  }

  private constructor({ uri, document, configuration, sections, misspelt }: ConfigurationFile) {
    this.uri = uri;
    this.text = document.text;
    const isPlain = configuration !== null && document.errors.length === 0 && misspelt.length === 0;
    this.#writings = isPlain
      ? sections.map(({ section, element: { range }, location }): Writing => {
          const { start, end } = range;
          return { section, path: location?.path ?? '', start, end, ...tagOf(location, start) };
        })
      : null;
    const below = configuration?.children ?? [];
    this.#declaring = below.flatMap((child) =>
      child.kind === 'element' && child.name.toLowerCase() === 'configsections' ? child.range : [],
    );
  }

  /**
   * The sections that a later version of the file, or this one, writes and the other does not write alike; null
   * where the declarations changed, or where that cannot be told.
   */
  changedPlaces(later: FileOutline): readonly Pick<Writing, 'section' | 'path'>[] | null {
    if (!this.#writings || !later.#writings || this.#declaring.length !== later.#declaring.length) return null;
    const change = new TextChange(this.text, later.text);
    const isDeclaredAlike = later.#declaring.every((range, at) => {
      const before = this.#declaring[at]!;
      return (
        change.before(range.start, range.end) === before.start && range.end - range.start === before.end - before.start
      );
    });
    if (!isDeclaredAlike) return null;
    const writings = this.#writings;
    this.#byStart ??= new Map(writings.map(({ start }, index) => [start, index]));
    const isFound = new Uint8Array(writings.length);
    const changed: Writing[] = [];
    for (const now of later.#writings) {
      const index = this.#byStart.get(change.before(now.start, now.end));
      if (index !== undefined && isAlike(writings[index]!, now, change)) isFound[index] = 1;
      else changed.push(now);
    }
    for (const [index, before] of writings.entries()) if (isFound[index] === 0) changed.push(before);
    return changed;
  }
}

function tagOf(location: LocationTag | null, start: number): Pick<Writing, 'tagStart' | 'tagEnd'> {
  if (!location) return { tagStart: start, tagEnd: start };
  const { startTag } = location.element;
  return { tagStart: startTag.start, tagEnd: startTag.end };
}

/** The same text in the same location: both texts are well-formed, so that the same text is the same element. */
function isAlike(before: Writing, now: Writing, change: TextChange): boolean {
  return (
    before.section === now.section &&
    before.path === now.path &&
    before.end - before.start === now.end - now.start &&
    before.tagEnd - before.tagStart === now.tagEnd - now.tagStart &&
    change.before(now.tagStart, now.tagEnd) === before.tagStart
  );
}
