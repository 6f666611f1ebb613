// Which server a piece of evidence belongs to: the one that it names, else the one in whose folder it lies.
import type { PlacedReading } from '../evidence/evidence-file.js';
import { computerKey, type Reading } from '../evidence/kind.js';
import { commonHead, folderOf, uriSegments } from '../iis/paths.js';
import { FolderIndex } from './folder-index.js';

/** A server as far as belonging goes. */
export interface Owner {
  /** The folder that is the server's. */
  readonly segments: readonly string[];
  /** Null where nothing tells it. */
  readonly name: string | null;
}

export interface Belonging {
  /** Indexes of owners. */
  readonly owners: readonly number[];
  /** Why it belongs to none, or what of it counts for none; '' where all does. */
  readonly note: string;
}

/** The servers of a run, for finding the one that something belongs to. */
export class Owners {
  readonly list: readonly Owner[];
  readonly #folders: FolderIndex;
  readonly #named = new Map<string, number[]>();

  constructor(list: readonly Owner[]) {
    this.list = list;
    this.#folders = new FolderIndex(list.map(({ segments }) => segments));
    list.forEach(({ name }, index) => {
      if (name === null) return;
      const key = computerKey(name);
      const others = this.#named.get(key);
      if (others) others.push(index);
      else this.#named.set(key, [index]);
    });
  }

  named(computer: string): readonly number[] {
    return this.#named.get(computerKey(computer)) ?? [];
  }

  below(folder: readonly string[]): readonly number[] {
    return this.#folders.below(folder);
  }

  /** The deepest owner above, else the only one below, else the only one that shares most of the path. */
  byFolder(folder: readonly string[]): number | null {
    const above = this.#folders.above(folder);
    const found = above.length > 0 ? above : this.#folders.nearest(folder);
    return found.length === 1 ? found[0]! : null;
  }
}

/** What is known of a reading from what servers are made of. */
export interface Claim {
  /** The index of the server that is made from it, or that it accompanies; null where there is none. */
  readonly own: number | null;
  /** It says nothing of its server as it is. */
  readonly isOlder: boolean;
  readonly note: string;
}

/**
 * Where the readings of each file belong, in their order. A server without a name may be any of the computers that
 * its evidence names, or none: where that names several, it says nothing of the server.
 */
export function belongingsOf(
  files: readonly { readonly readings: readonly PlacedReading[] }[],
  owners: Owners,
  claimOf: (reading: PlacedReading) => Claim,
): Belonging[][] {
  const found = files.map(({ readings }) =>
    readings.map((reading) => ({ reading, ...belongingOf(reading, owners, claimOf(reading)) })),
  );
  const named = new Map<number, Map<string, string>>();
  for (const readings of found) {
    const computers = readings.flatMap(({ reading: { reading } }) =>
      isAboutServer(reading) ? [reading.computer] : [],
    );
    for (const index of new Set(readings.filter(isGuess).flatMap((one) => one.owners))) {
      const names = named.get(index) ?? new Map<string, string>();
      for (const computer of computers)
        if (!names.has(computerKey(computer))) names.set(computerKey(computer), computer);
      named.set(index, names);
    }
  }
  return found.map((readings) =>
    readings.map((one): Belonging => {
      const [first, second, third] = named.get(one.owners[0] ?? -1)?.values() ?? [];
      if (!isGuess(one) || first === undefined || second === undefined) return one;
      return none(
        `Evidence names ${first} and ${third === undefined ? second : 'others'}, but it is unknown which of them is this server. Set serverName in .exchange-cba.json.`,
      );
    }),
  );

  /** It names a computer, and the server has no name: it may be another one's. */
  function isGuess({
    reading: { reading },
    owners: [index],
  }: Belonging & { readonly reading: PlacedReading }): boolean {
    return isAboutServer(reading) && index !== undefined && owners.list[index]!.name === null;
  }
}

function isAboutServer(reading: Reading): reading is Reading & { readonly computer: string } {
  return reading.computer !== null && reading.scope === 'server';
}

function belongingOf({ uri, reading }: PlacedReading, owners: Owners, { own, isOlder, note }: Claim): Belonging {
  if (own !== null) return { owners: [own], note: '' };
  if (isOlder) return none(note);
  if (owners.list.length === 0) return none('No server configuration was found for it.');
  const folder = uriSegments(folderOf(uri));
  const found =
    reading.scope === 'organization' ? ofOrganization(folder, owners) : ofServer(folder, reading.computer, owners);
  return found.note === '' ? { ...found, note } : found;
}

function none(note: string): Belonging {
  return { owners: [], note };
}

function ofServer(folder: readonly string[], computer: string | null, owners: Owners): Belonging {
  if (computer !== null) {
    const named = owners.named(computer);
    if (named.length > 0) return { owners: [nearestOf(folder, named, owners.list)], note: '' };
  }
  const index = owners.byFolder(folder);
  if (index === null) {
    return none(
      computer === null
        ? 'It names no computer, and no server is nearer than the others. Move it to the folder of its server.'
        : `It names ${computer}, and no server of that name was found.`,
    );
  }
  const { name } = owners.list[index]!;
  if (computer !== null && name !== null) return none(`It names ${computer}, but the server here is ${name}.`);
  return { owners: [index], note: '' };
}

/**
 * Accounts, NTAuth and the like hold for every server in their folder and below, else for the nearest above.
 */
function ofOrganization(folder: readonly string[], owners: Owners): Belonging {
  const below = owners.below(folder);
  if (below.length > 0) return { owners: below, note: '' };
  const index = owners.byFolder(folder);
  return index === null
    ? none('No server is nearer than the others. Move it to the folder of its server or above all of them.')
    : { owners: [index], note: '' };
}

/** Of servers of one name the only one that shares most of the path, else the first. */
function nearestOf(folder: readonly string[], some: readonly number[], owners: readonly Owner[]): number {
  let best = some[0]!;
  let most = -1;
  let isAlone = true;
  for (const index of some) {
    const shared = commonHead(folder, owners[index]!.segments);
    if (shared > most) [best, most, isAlone] = [index, shared, true];
    else if (shared === most) isAlone = false;
  }
  return isAlone ? best : some[0]!;
}
