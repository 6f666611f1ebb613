// Whether the files below may write a section at a path, by declarations and by the override modes of
// locations.
import type { Place } from '../text/range.js';
import type { ConfigurationFile } from './file.js';
import type { ChainFile, FileIndex, FileIndexes } from './file-index.js';
import { isAtOrBelow, levelsOf } from './paths.js';

/**
 * Whether files below may write a section at a path, and which place says so (null: the shipped declaration).
 */
export interface Override {
  /**
   * `Unknown` where the place that says so has a name in another case, or declares the section a second time,
   * and where applicationHost.config ends too early to tell.
   */
  readonly mode: 'Allow' | 'Deny' | 'Unknown';
  readonly by: Place | null;
}

export class Overrides {
  readonly #applicationHost: ConfigurationFile;
  readonly #indexes: FileIndexes;

  constructor(applicationHost: ConfigurationFile, indexes: FileIndexes) {
    this.#applicationHost = applicationHost;
    this.#indexes = indexes;
  }

  /**
   * The nearest location at or above a path, in applicationHost.config or the files of the chain, that
   * unlocks or locks a section.
   */
  at(path: string, section: string, chain: readonly ChainFile[]): Override {
    const host: ChainFile = { file: this.#applicationHost, base: '' };
    const found = this.#nearest(path, section, [host, ...chain]);
    const { declarations, isCut } = this.#applicationHost;
    if (isCut) return { mode: 'Unknown', by: found?.by ?? null };
    if (found) return found;
    const declaration = declarations.lookup(section);
    if (declarations.doubled.some(({ path: doubled }) => doubled === section))
      return { mode: 'Unknown', by: declaration?.place ?? null };
    return { mode: declaration?.overrideModeDefault ?? 'Allow', by: declaration?.place ?? null };
  }

  /**
   * Whether files that are below the writing one lock a section at a path: whether that binds the file above
   * is measured nowhere.
   */
  isLockedFromBelow(path: string, section: string, below: readonly ChainFile[]): boolean {
    return below.length > 0 && this.#nearest(path, section, below)?.mode === 'Deny';
  }

  #nearest(path: string, section: string, files: readonly ChainFile[]): Override | null {
    for (const level of levelsOf(path).reverse()) {
      for (const { file, base } of [...files].reverse()) {
        // A chain holds files at or above the one that asks; a file does not lock itself.
        if (!isAtOrBelow(level, base)) continue;
        const found = overrideIn(file, this.#indexes.of(file), section, level.slice(base === '' ? 0 : base.length + 1));
        if (found) return found;
      }
    }
    return null;
  }
}

function overrideIn({ uri }: ConfigurationFile, index: FileIndex, section: string, relative: string): Override | null {
  for (const { location, element } of index.misspeltAt(section, relative)) {
    if (location && (location.overrideMode !== 'Inherit' || location.misspelt)) {
      return { mode: 'Unknown', by: { uri, range: element.startTag } };
    }
  }
  for (const { location, element } of index.at(section, relative)) {
    if (!location || location.overrideMode === 'Inherit') continue;
    const attribute = location.overrideAttribute;
    return { mode: location.overrideMode, by: { uri, range: attribute?.valueRange ?? element.startTag } };
  }
  return null;
}
