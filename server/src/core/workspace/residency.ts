// Which servers stay in memory as models: those used last, up to a number of characters of text. The others
// are made again when asked for.
//
// Models are made from texts alone, so that this decides memory and time and never an answer.

/** Something whose model can be dropped and made again. */
export interface Resident {
  /** The same for all versions of a server: the uri of its applicationHost.config. */
  readonly hostUri: string;
  /** Characters of text that the model is made from. */
  readonly size: number;
  /** A check of it has begun and goes on with parts of its model. */
  readonly isHeld: boolean;
  release(): void;
  /** Another version is used now: the model lives as long as somebody holds this version. */
  leave(): void;
}

/** A model takes about 20 bytes a character; the workspace of one organization stays below this. */
const usualLimit = 16_000_000;

let limit = usualLimit;
let total = 0;
let last: Resident | null = null;
/** Of each server the version that was used last, in the order of their last use. */
const residents = new Map<string, Resident>();

/** Says that a model was made or used. */
export function use(resident: Resident): void {
  if (resident === last) return;
  last = resident;
  const before = residents.get(resident.hostUri);
  if (before) {
    residents.delete(resident.hostUri);
    total -= before.size;
    if (before !== resident) before.leave();
  }
  residents.set(resident.hostUri, resident);
  total += resident.size;
}

/**
 * Drops what was used longest ago. To be called where no one holds a part of a model: between servers, not
 * within one.
 */
export function trimResidents(): void {
  for (const [hostUri, resident] of residents) {
    if (total <= limit || resident === last) return;
    if (resident.isHeld) continue;
    residents.delete(hostUri);
    total -= resident.size;
    resident.release();
  }
}

/** Servers that are asked one after the other, of which none is held. */
export function* oneByOne<T>(servers: Iterable<T>): Generator<T> {
  for (const server of servers) {
    yield server;
    trimResidents();
  }
}

/**
 * For tests: the characters of text whose models are in memory.
 *
 * @internal
 */
export function residentCharacters(): number {
  return total;
}

/**
 * For tests: another limit; null for the usual one.
 *
 * @internal
 */
export function limitResidents(characters: number | null): void {
  limit = characters ?? usualLimit;
}
