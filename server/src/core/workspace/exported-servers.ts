// HealthChecker exports: which are servers of their own, and which lie with a server's files and only speak
// of it.
import type { EvidenceFile, Export } from '../evidence/evidence-file.js';
import { computerKey } from '../evidence/kind.js';
import { fileNameOf, folderOf, uriSegments } from '../iis/paths.js';
import type { SettingsFile } from '../lint/settings-file.js';
import { FolderIndex } from './folder-index.js';
import { groupedBy } from '../text/grouped.js';
import { nameFolders } from './server-names.js';

export interface ExportedServer {
  readonly export: Export;
  readonly serverName: string | null;
  /** No applicationHost.config is in its folder or below, and none is of a server of its name. */
  readonly isOwn: boolean;
  /** The uri of its applicationHost.config, or of the one that it accompanies; null where none is certain. */
  readonly of: string | null;
  /** A newer one accompanies the same files: it says nothing of the server as it is. */
  readonly isOlder: boolean;
  /** Why it is not compared with the files that it accompanies; '' where it is. */
  readonly note: string;
}

interface HostFile {
  readonly uri: string;
  readonly settings: SettingsFile | null;
}

/** Where the configuration is there as files, the files win. */
export function exportsOf(evidence: readonly EvidenceFile[], hosts: readonly HostFile[]): ExportedServer[] {
  const exports = evidence.flatMap((file) => file.exports);
  if (exports.length === 0) return [];
  const folders = new FolderIndex(hosts.map(({ uri }) => uriSegments(folderOf(uri))));
  const called = hosts.flatMap((host) => [...new Set(namesOf(host))].map((name) => ({ host, name })));
  const byName = groupedBy(called, ({ name }) => name);
  const namedBy = ({ reading: { reading } }: Export): readonly HostFile[] =>
    reading.computer === null ? [] : (byName.get(computerKey(reading.computer)) ?? []).map(({ host }) => host);
  const taken = new Set(exports.flatMap(namedBy));
  const found = exports.map((one): ExportedServer => {
    const serverName = one.reading.reading.computer;
    const named = namedBy(one);
    const below = folders
      .below(uriSegments(folderOf(one.reading.uri)))
      .map((index) => hosts[index]!)
      .filter((host) => !taken.has(host));
    const isOwn = below.length + named.length === 0;
    const possible = named.length > 0 ? named : below.filter((host) => !isCalledOtherwise(host, serverName));
    const of = isOwn ? one.files[0]!.uri : possible.length === 1 ? possible[0]!.uri : null;
    return { export: one, serverName, isOwn, of, isOlder: false, note: '' };
  });
  return [...groupedBy(found, ({ of }) => of)].flatMap(([of, some]) => (of === null ? some : oneCompared(some)));
}

/** Of several exports that accompany the same files, only the newest is compared with them, where it is known. */
function oneCompared(some: readonly ExportedServer[]): readonly ExportedServer[] {
  if (some.length === 1) return some;
  if (new Set(some.map(({ serverName }) => serverName && computerKey(serverName))).size > 1)
    return some.map((one) => ({ ...one, of: null }));
  const times = some.map((one) => one.export.generated ?? NaN);
  const newest = some[times.indexOf(Math.max(...times))];
  const nameOf = (one: ExportedServer): string => fileNameOf(one.export.reading.uri);
  return some.map((one): ExportedServer => {
    if (one === newest) return one;
    if (newest)
      return { ...one, of: null, isOlder: true, note: `It is not newer than ${nameOf(newest)} of this server.` };
    const other = nameOf(some.find((each) => each !== one)!);
    const note = `Its files are not compared: ${other} is about this server, too, and which is newer is unknown.`;
    return { ...one, of: null, note };
  });
}

/** A server whose settings name it never takes an export of another name. */
function isCalledOtherwise({ settings }: HostFile, name: string | null): boolean {
  const said = settings?.settings.serverName;
  return said !== undefined && name !== null && computerKey(said) !== computerKey(name);
}

/** What a server may be called, as names are compared. */
function namesOf({ uri, settings }: HostFile): readonly string[] {
  const said = settings?.settings.serverName;
  return said === undefined ? nameFolders(uriSegments(folderOf(uri))).map(computerKey) : [computerKey(said)];
}
