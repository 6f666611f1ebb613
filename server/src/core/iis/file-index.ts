// The sections of one file by section and path; a file that is read at several paths is indexed once,
// relative to itself.
import type { ConfigurationFile, SectionOccurrence } from './file.js';
import { pathKey } from './paths.js';

/** A section in a file, at the absolute path that it addresses there. */
export interface Placed {
  readonly file: ConfigurationFile;
  readonly occurrence: SectionOccurrence;
  readonly configurationPath: string;
}

/** A configuration file with the path at which it is read; '' for applicationHost.config. */
export interface ChainFile {
  readonly file: ConfigurationFile;
  readonly base: string;
}

const nothing: readonly SectionOccurrence[] = [];

/** The occurrences of one section by the key of their path. */
class PathIndex {
  readonly #occurrences = new Map<string, SectionOccurrence[]>();
  /**
   * The lengths of the keys: most levels of a long path are none of them, which is seen without making their
   * keys.
   */
  readonly #lengths = new Set<number>();

  add(occurrence: SectionOccurrence): void {
    const key = pathKey(occurrence.location?.path ?? '');
    const list = this.#occurrences.get(key);
    if (list) list.push(occurrence);
    else this.#occurrences.set(key, [occurrence]);
    this.#lengths.add(key.length);
  }

  at(path: string): readonly SectionOccurrence[] {
    // The only letter whose lower case is longer.
    if (!this.#lengths.has(path.length) && !path.includes('\u0130')) return nothing;
    return this.#occurrences.get(pathKey(path)) ?? nothing;
  }
}

type Index = Map<string, PathIndex>;

export class FileIndex {
  readonly #bySection: Index = new Map();
  readonly #misspelt: Index = new Map();

  constructor(file: ConfigurationFile) {
    fill(this.#bySection, file.sections);
    fill(this.#misspelt, file.misspelt);
  }

  at(section: string, relative: string): readonly SectionOccurrence[] {
    return this.#bySection.get(section)?.at(relative) ?? nothing;
  }

  /** Whether anything in the file may speak of the section at a path. */
  mentions(section: string, relative: string): boolean {
    return this.at(section, relative).length > 0 || this.misspeltAt(section, relative).length > 0;
  }

  /** What may be the section if names are compared without case. */
  misspeltAt(section: string, relative: string): readonly SectionOccurrence[] {
    return this.#misspelt.get(section)?.at(relative) ?? nothing;
  }
}

function fill(index: Index, sections: readonly SectionOccurrence[]): void {
  for (const occurrence of sections) {
    let paths = index.get(occurrence.section);
    if (!paths) index.set(occurrence.section, (paths = new PathIndex()));
    paths.add(occurrence);
  }
}

/** Indexes of files, each made when it is first asked for. */
export class FileIndexes {
  readonly #indexes = new Map<ConfigurationFile, FileIndex>();

  of(file: ConfigurationFile): FileIndex {
    let index = this.#indexes.get(file);
    if (!index) this.#indexes.set(file, (index = new FileIndex(file)));
    return index;
  }
}
