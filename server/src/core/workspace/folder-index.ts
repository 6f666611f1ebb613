// Folders by their paths: which of many are at, above, below or nearest to another, without looking at all of
// them.

const none: readonly number[] = [];

/** The numbers are indexes into the folders that it was made from. Case is kept, since hosts differ. */
export class FolderIndex {
  readonly #at = new Map<string, number[]>();
  readonly #below = new Map<string, number[]>();

  constructor(folders: readonly (readonly string[])[]) {
    folders.forEach((segments, index) => {
      const heads = headsOf(segments);
      for (const head of heads) add(this.#below, head, index);
      add(this.#at, heads.at(-1)!, index);
    });
  }

  /** The folders at a path and below it. */
  below(segments: readonly string[]): readonly number[] {
    return this.#below.get(headsOf(segments).at(-1)!) ?? none;
  }

  /** The folders at the deepest path that is the given one or above it. */
  above(segments: readonly string[]): readonly number[] {
    return deepest(this.#at, segments);
  }

  /** The folders that share most of the path at its start; of several, those that the path is in. */
  nearest(segments: readonly string[]): readonly number[] {
    return deepest(this.#below, segments, this.#at);
  }
}

function deepest(
  folders: ReadonlyMap<string, readonly number[]>,
  segments: readonly string[],
  preferred = folders,
): readonly number[] {
  const heads = headsOf(segments);
  for (let head = heads.pop(); head !== undefined; head = heads.pop()) {
    const found = folders.get(head);
    if (found) return preferred.get(head) ?? found;
  }
  return none;
}

/** A path and all above it, from the root down. */
function headsOf(segments: readonly string[]): string[] {
  const heads = [''];
  for (const segment of segments) heads.push(`${heads.at(-1)!}/${segment}`);
  return heads;
}

function add(map: Map<string, number[]>, key: string, index: number): void {
  const list = map.get(key);
  if (list) list.push(index);
  else map.set(key, [index]);
}
