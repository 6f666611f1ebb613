// Which server a piece of evidence belongs to: the one that it names, else the one in whose folder it lies.
import type { PlacedReading } from '../evidence/evidence-file.js';
import { computerKey } from '../evidence/kind.js';
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
  /** Why it belongs to none; '' where it does. */
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

/**
 * Where the readings of one file belong, in their order. `own`: the index of the server that is made from this
 * very file, or that it accompanies; -1 where there is none. A file about several computers says nothing of a
 * server without a name: it may be any of them, or none.
 */
export function belongingsOf(readings: readonly PlacedReading[], owners: Owners, own = -1): Belonging[] {
  const found = readings.map((placed) => belongingOf(placed, owners, own));
  const isAboutServer = ({ reading }: PlacedReading): boolean =>
    reading.computer !== null && reading.scope === 'server';
  const computers = new Map(
    readings.filter(isAboutServer).map(({ reading: { computer } }) => [computerKey(computer!), computer!]),
  );
  if (own >= 0 || computers.size < 2) return found;
  const [first, second] = [...computers.values()];
  const note = `It names ${first!} and ${computers.size === 2 ? second! : 'others'}, but it is unknown which of them is this server. Set serverName in .exchange-cba.json.`;
  return found.map((one, at) => (isAboutServer(readings[at]!) && isUnnamed(one, owners) ? none(note) : one));
}

function isUnnamed(belonging: Belonging, owners: Owners): boolean {
  return belonging.owners.some((index) => owners.list[index]!.name === null);
}

function belongingOf({ uri, reading }: PlacedReading, owners: Owners, own: number): Belonging {
  if (own >= 0) return { owners: [own], note: '' };
  if (owners.list.length === 0) return none('No server configuration was found for it.');
  const folder = uriSegments(folderOf(uri));
  return reading.scope === 'organization' ? ofOrganization(folder, owners) : ofServer(folder, reading.computer, owners);
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
