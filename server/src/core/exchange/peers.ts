// The servers of one run side by side: how each signs clients in, and what most of them have in common. Plain
// data: no server is held.
import type { Truth } from '../iis/truth.js';
import type { Place } from '../text/range.js';

/** A virtual directory of the front end as others are compared with it. */
export interface Peer {
  readonly name: string;
  /** Null where a value is unknown. */
  readonly state: string | null;
  readonly usesCertificate: Truth;
  readonly configurationPath: string;
  /** Where its sslFlags are set. */
  readonly place: Place;
}

/** One server. */
export interface PeerRow {
  readonly root: string;
  readonly termination: string;
  readonly directories: readonly Peer[];
}

/** How many servers have one sign-in state at one virtual directory, and one of them. */
export interface Group {
  readonly state: string;
  readonly count: number;
  readonly example: Peer & { readonly root: string };
}

export class Peers {
  readonly #rows: PeerRow[] = [];
  #groups: ReadonlyMap<string, readonly Group[]> | null = null;

  add(row: PeerRow): void {
    this.#rows.push(row);
    this.#groups = null;
  }

  get count(): number {
    return this.#rows.length;
  }

  /**
   * The groups of a virtual directory among the servers of one termination, largest first, those of one size
   * by their order.
   */
  groupsAt(name: string, termination: string): readonly Group[] {
    this.#groups ??= gather(this.#rows);
    return this.#groups.get(`${termination} ${name}`) ?? [];
  }

  /**
   * The same for two runs in which no server differs in what is compared, nor in the place that a finding
   * would name.
   */
  get signature(): string {
    return this.count < 2 ? '' : JSON.stringify(this.#rows);
  }
}

/** A server on its own. */
export const noPeers = new Peers();

function gather(rows: readonly PeerRow[]): ReadonlyMap<string, readonly Group[]> {
  const counts = new Map<string, Map<string, { count: number; example: Group['example'] }>>();
  for (const { root, termination, directories } of rows) {
    for (const directory of directories) {
      const { name, state } = directory;
      if (state === null) continue;
      const key = `${termination} ${name}`;
      let states = counts.get(key);
      if (!states) counts.set(key, (states = new Map<string, { count: number; example: Group['example'] }>()));
      const group = states.get(state);
      if (group) group.count++;
      else states.set(state, { count: 1, example: { ...directory, root } });
    }
  }
  return new Map(
    [...counts].map(([key, states]) => [
      key,
      [...states].map(([state, group]) => ({ state, ...group })).sort((a, b) => b.count - a.count),
    ]),
  );
}
