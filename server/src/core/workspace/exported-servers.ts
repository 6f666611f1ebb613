// HealthChecker exports: which are servers of their own, and which lie with a server's files and only speak
// of it.
import type { EvidenceFile } from '../evidence/evidence-file.js';
import { computerKey } from '../evidence/kind.js';
import { folderOf, uriSegments } from '../iis/paths.js';
import type { SettingsFile } from '../lint/settings-file.js';
import { FolderIndex } from './folder-index.js';
import { groupedBy } from '../text/grouped.js';
import { nameFolders } from './server-names.js';

export interface ExportedServer {
  readonly file: EvidenceFile;
  readonly serverName: string | null;
  /** No applicationHost.config is in its folder or below, and none is of a server of its name. */
  readonly isOwn: boolean;
  /** The uri of the applicationHost.config that it accompanies; null where that is not one or not certain. */
  readonly of: string | null;
}

interface HostFile {
  readonly uri: string;
  readonly settings: SettingsFile | null;
}

/** Where the configuration is there as files, the files win. */
export function exportsOf(evidence: readonly EvidenceFile[], hosts: readonly HostFile[]): ExportedServer[] {
  const exports = evidence.filter(({ configuration }) => configuration.length > 0);
  if (exports.length === 0) return [];
  const folders = new FolderIndex(hosts.map(({ uri }) => uriSegments(folderOf(uri))));
  const called = hosts.flatMap((host) => [...new Set(namesOf(host))].map((name) => ({ host, name })));
  const byName = groupedBy(called, ({ name }) => name);
  return exports.flatMap((file) => {
    const reading = file.readings.find((placed) => placed.reading.kind === 'healthchecker');
    if (!reading) return [];
    const serverName = reading.reading.computer;
    const below = folders.below(uriSegments(folderOf(file.uri))).map((index) => hosts[index]!);
    const possible = below.filter((host) => !isCalledOtherwise(host, serverName));
    const named = serverName === null ? [] : (byName.get(computerKey(serverName)) ?? []).map(({ host }) => host);
    const [of] = named.length > 0 ? named : possible;
    const isCertain = named.length === 1 || (named.length === 0 && possible.length === 1);
    return [{ file, serverName, isOwn: below.length + named.length === 0, of: isCertain ? of!.uri : null }];
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
