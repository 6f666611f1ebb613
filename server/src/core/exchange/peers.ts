// The servers of one run side by side: how each signs clients in, and what most of them have in common.
import { isOn } from '../iis/truth.js';
import { sections } from '../sign-in/sections.js';
import { certificateVirtualDirectories } from './layout.js';
import type { ExchangeServer, VirtualDirectory } from './virtual-directory.js';

/** How many servers have one sign-in state at one virtual directory, and one of them. */
export interface Group {
  readonly state: string;
  readonly count: number;
  readonly example: VirtualDirectory;
}

/** What decides how clients sign in, as one text; null where a value is unknown. */
export function signInStateOf({ sslFlags, mapping, basic, windows }: VirtualDirectory): string | null {
  if (sslFlags.state === 'unknown') return null;
  const switches = [isOn(mapping), isOn(basic), isOn(windows)];
  if (switches.includes('unknown')) return null;
  const asks = ['SslNegotiateCert', 'SslRequireCert'].filter((flag) => sslFlags.value.has(flag));
  return [...asks, ...switches].join(' ');
}

const gathered = new WeakMap<readonly ExchangeServer[], ReadonlyMap<string, readonly Group[]>>();

/**
 * The groups of a virtual directory among the servers of one termination, largest first, those of one size by
 * their order.
 */
export function groupsAt(peers: readonly ExchangeServer[], name: string, termination: string): readonly Group[] {
  let all = gathered.get(peers);
  if (!all) gathered.set(peers, (all = gather(peers)));
  return all.get(`${termination} ${name}`) ?? [];
}

/** Gathered once for a run: each server looks up its own. */
function gather(peers: readonly ExchangeServer[]): ReadonlyMap<string, readonly Group[]> {
  const counts = new Map<string, Map<string, { count: number; example: VirtualDirectory }>>();
  for (const server of peers) {
    for (const name of certificateVirtualDirectories) {
      const directory = server.find(name, 'frontEnd');
      const state = directory && signInStateOf(directory);
      if (!directory || state === null || state === undefined) continue;
      const key = `${server.termination.value} ${name}`;
      let states = counts.get(key);
      if (!states) counts.set(key, (states = new Map<string, { count: number; example: VirtualDirectory }>()));
      const group = states.get(state);
      if (group) group.count++;
      else states.set(state, { count: 1, example: directory });
    }
  }
  return new Map(
    [...counts].map(([key, states]) => [
      key,
      [...states].map(([state, group]) => ({ state, ...group })).sort((a, b) => b.count - a.count),
    ]),
  );
}

/**
 * The same for two runs in which no server differs in what is compared, nor in the place that a finding would
 * name.
 */
export function runSignature(peers: readonly ExchangeServer[]): string {
  if (peers.length < 2) return '';
  return JSON.stringify(
    peers.map((server) => [
      server.configuration.root,
      server.termination.value,
      ...certificateVirtualDirectories.map((name) => {
        const directory = server.find(name, 'frontEnd');
        return directory ? [signInStateOf(directory), directory.placeOf(directory.sslFlags, sections.access)] : '';
      }),
    ]),
  );
}
