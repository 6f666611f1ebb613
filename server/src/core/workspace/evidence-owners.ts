// Which server a piece of evidence belongs to: the one that it names, else the one in whose folder it lies.
import type { PlacedReading } from '../evidence/evidence-file.js';
import { computerKey } from '../evidence/kind.js';
import { commonHead, folderOf, uriSegments } from '../iis/paths.js';

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

/** `own`: the index of the server that is made from this very file, or that it accompanies; -1 where there is none. */
export function belongingOf({ uri, reading }: PlacedReading, owners: readonly Owner[], own = -1): Belonging {
  if (own >= 0) return { owners: [own], note: '' };
  if (owners.length === 0) return none('No server configuration was found for it.');
  const folder = uriSegments(folderOf(uri));
  return reading.scope === 'organization' ? ofOrganization(folder, owners) : ofServer(folder, reading.computer, owners);
}

function none(note: string): Belonging {
  return { owners: [], note };
}

function ofServer(folder: readonly string[], computer: string | null, owners: readonly Owner[]): Belonging {
  if (computer !== null) {
    const named = owners.flatMap(({ name }, index) =>
      name !== null && computerKey(name) === computerKey(computer) ? [index] : [],
    );
    const nearest = nearestOf(folder, named, owners);
    if (named.length > 0) return { owners: [nearest ?? named[0]!], note: '' };
  }
  const index = byFolder(folder, owners);
  if (index === null) {
    return none(
      computer === null
        ? 'It names no computer, and no server is nearer than the others. Move it to the folder of its server.'
        : `It names ${computer}, and no server of that name was found.`,
    );
  }
  const { name } = owners[index]!;
  if (computer !== null && name !== null) return none(`It names ${computer}, but the server here is ${name}.`);
  return { owners: [index], note: '' };
}

/** Accounts, NTAuth and the like hold for every server in their folder and below, else for the nearest above. */
function ofOrganization(folder: readonly string[], owners: readonly Owner[]): Belonging {
  const below = owners.flatMap(({ segments }, index) => (isInside(segments, folder) ? [index] : []));
  if (below.length > 0) return { owners: below, note: '' };
  const index = byFolder(folder, owners);
  return index === null
    ? none('No server is nearer than the others. Move it to the folder of its server or above all of them.')
    : { owners: [index], note: '' };
}

/** The deepest owner above, else the only one below, else the only one that shares most of the path. */
function byFolder(folder: readonly string[], owners: readonly Owner[]): number | null {
  const all = owners.map((_, index) => index);
  const above = all.filter((index) => isInside(folder, owners[index]!.segments));
  if (above.length > 0) {
    const deepest = Math.max(...above.map((index) => owners[index]!.segments.length));
    const best = above.filter((index) => owners[index]!.segments.length === deepest);
    return best.length === 1 ? best[0]! : null;
  }
  const below = all.filter((index) => isInside(owners[index]!.segments, folder));
  if (below.length > 0) return below.length === 1 ? below[0]! : null;
  return nearestOf(folder, all, owners);
}

function nearestOf(folder: readonly string[], some: readonly number[], owners: readonly Owner[]): number | null {
  const shared = some.map((index) => commonHead(folder, owners[index]!.segments));
  const most = Math.max(...shared);
  const best = some.filter((_, at) => shared[at] === most);
  return best.length === 1 ? best[0]! : null;
}

/** Whether a folder is another one or lies below it. */
export function isInside(folder: readonly string[], above: readonly string[]): boolean {
  return commonHead(folder, above) === above.length;
}
