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
}

/** One server. */
export interface PeerRow {
  readonly root: string;
  /** The uri of its applicationHost.config. */
  readonly hostUri: string;
  readonly termination: string;
  /** `place`: where its sslFlags are set. */
  readonly directories: readonly (Peer & { readonly place: Place })[];
}

/** A virtual directory of another server, as a finding names it. */
export type OtherDirectory = Pick<Peer, 'configurationPath'> & Pick<PeerRow, 'root' | 'hostUri'>;

/** What a server may ask about the Exchange servers of its run, itself among them. */
export interface PeerAnswers {
  /** Whether there are several. */
  readonly areSeveral: boolean;
  /**
   * A directory with other settings than this one, where this one is the odd one out among the servers that it
   * is compared with; null where it is not.
   */
  oddAgainst(own: Omit<Peer, 'configurationPath'>, termination: string): OtherDirectory | null;
  /** Where the sslFlags of a directory are set; null where it is not in the run. */
  placeOf(directory: OtherDirectory): Place | null;
}

/** How many servers have one sign-in state at one virtual directory, and one of them. */
interface Group {
  readonly state: string;
  readonly count: number;
  readonly example: OtherDirectory & Pick<Peer, 'usesCertificate'>;
}

export class Peers implements PeerAnswers {
  readonly #rows: PeerRow[] = [];
  readonly #computers = new Set<string>();
  readonly #doubled = new Set<string>();
  #groups: ReadonlyMap<string, readonly Group[]> | null = null;
  #byHost: ReadonlyMap<string, PeerRow> | null = null;

  /** Of a computer that is there already, it is another state and not another server. */
  add(row: PeerRow, computer: string | null): void {
    if (computer !== null && this.#computers.has(computer)) {
      this.#doubled.add(computer);
      return;
    }
    if (computer !== null) this.#computers.add(computer);
    this.#rows.push(row);
    this.#groups = null;
    this.#byHost = null;
  }

  get areSeveral(): boolean {
    return this.#rows.length > 1;
  }

  /** Whether the run has several states of a computer, of which nothing tells which one is current. */
  isDoubled(computer: string | null): boolean {
    return computer !== null && this.#doubled.has(computer);
  }

  oddAgainst(
    { name, state, usesCertificate }: Omit<Peer, 'configurationPath'>,
    termination: string,
  ): OtherDirectory | null {
    if (state === null) return null;
    if (termination === 'none' && name === 'activeSync') {
      for (const groups of [this.#groupsAt(name, 'exchange'), this.#groupsAt(name, 'device')]) {
        const count = groups.reduce((sum, group) => sum + group.count, 0);
        if (groups[0] && count === this.#rows.length - 1) return named(groups[0]);
      }
      return null;
    }
    if (termination !== 'exchange' && termination !== 'device') return null;
    const groups = this.#groupsAt(name, termination);
    const mine = groups.find((group) => group.state === state);
    const rival = groups.find((group) => group.state !== state);
    if (!mine || !rival || rival.count < mine.count) return null;
    if (rival.count > mine.count) return named(rival);
    // Of two groups of one size the one without certificates is odd, else the one of the later server.
    const there = rival.example.usesCertificate;
    if (usesCertificate !== there) return usesCertificate === 'no' ? named(rival) : null;
    return groups.indexOf(mine) > groups.indexOf(rival) ? named(rival) : null;
  }

  /** Largest first, those of one size by their order. */
  #groupsAt(name: string, termination: string): readonly Group[] {
    this.#groups ??= gather(this.#rows);
    return this.#groups.get(`${termination} ${name}`) ?? [];
  }

  placeOf({ hostUri, configurationPath }: OtherDirectory): Place | null {
    this.#byHost ??= new Map(this.#rows.map((row) => [row.hostUri, row]));
    const directories = this.#byHost.get(hostUri)?.directories ?? [];
    return directories.find((directory) => directory.configurationPath === configurationPath)?.place ?? null;
  }

  /**
   * The same for two runs in which no server differs in what is compared, nor in the place that a finding
   * would name.
   */
  get signature(): string {
    const doubled = [...this.#doubled];
    return this.#rows.length + doubled.length < 2 ? '' : JSON.stringify([this.#rows, doubled]);
  }
}

/** A server on its own. */
export const noPeers = new Peers();

/** Nothing but what a finding says of it, so that other changes do not change the answer. */
function named({ example: { root, hostUri, configurationPath } }: Group): OtherDirectory {
  return { root, hostUri, configurationPath };
}

function gather(rows: readonly PeerRow[]): ReadonlyMap<string, readonly Group[]> {
  const counts = new Map<string, Map<string, { count: number; example: Group['example'] }>>();
  for (const { root, hostUri, termination, directories } of rows) {
    for (const { name, state, usesCertificate, configurationPath } of directories) {
      if (state === null) continue;
      const key = `${termination} ${name}`;
      let states = counts.get(key);
      if (!states) counts.set(key, (states = new Map<string, { count: number; example: Group['example'] }>()));
      const group = states.get(state);
      if (group) group.count++;
      else states.set(state, { count: 1, example: { usesCertificate, configurationPath, root, hostUri } });
    }
  }
  return new Map(
    [...counts].map(([key, states]) => [
      key,
      [...states].map(([state, group]) => ({ state, ...group })).sort((a, b) => b.count - a.count),
    ]),
  );
}
