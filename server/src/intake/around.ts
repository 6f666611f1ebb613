// Finds the server around a file that was named alone, as compilers find the project of a file.
import type { FileQuery, Host } from '../host/host.js';
import { folderOf, isInside } from '../host/uri.js';
import { copyOf } from './copies.js';
import { searchQuery } from './query.js';

const serverQuery: FileQuery = { names: ['applicationhost.config'], depth: searchQuery.depth, limit: 2000 };
/** Levels above a file that are looked at outside of the working folder. */
const levelsAbove = 12;
/** Where applicationHost.config is in a copied drive, Windows folder, or system folder. */
const places = ['', 'config', 'inetsrv/config', 'System32/inetsrv/config', 'Windows/System32/inetsrv/config'];

/** A host that has a working folder. */
type WorkingHost = Host & { readonly workingFolder: string };

/** For each file the nearest folder above it that also holds a server; nothing for a file without one. */
export async function foldersAround(uris: readonly string[], host: WorkingHost): Promise<readonly string[]> {
  const folders = new Set<string>();
  const { workingFolder } = host;
  const inside = uris.filter((uri) => isInside(workingFolder, uri));
  if (inside.length > 0) {
    const { uris: found } = await host.list(workingFolder, serverQuery);
    const servers = found.filter(
      (uri) =>
        !copyOf(
          uri
            .slice(workingFolder.length + 1)
            .toLowerCase()
            .split('/'),
        ),
    );
    for (const uri of inside) {
      const shared = servers.map((server) => sharedFolder(folderOf(server), folderOf(uri)));
      const nearest = shared.sort((a, b) => b.length - a.length)[0];
      if (nearest !== undefined) folders.add(nearest);
    }
  }
  for (const uri of uris.filter((one) => !inside.includes(one))) {
    const folder = await folderAbove(uri, host);
    if (folder !== null) folders.add(folder);
  }
  return [...folders];
}

async function folderAbove(uri: string, host: Host): Promise<string | null> {
  let folder = folderOf(uri);
  for (let level = 0; level < levelsAbove && folder.length > 'file://'.length; level++, folder = folderOf(folder)) {
    for (const place of places) {
      const beside = place === '' ? folder : `${folder}/${place}`;
      const { uris } = await host.list(beside, { ...serverQuery, depth: 0 });
      if (uris.length > 0) return folder;
    }
  }
  return null;
}

/** The deepest folder that is at or above both. */
function sharedFolder(a: string, b: string): string {
  const [first, second] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < first.length && first[shared] === second[shared]) shared++;
  return first.slice(0, shared).join('/');
}
