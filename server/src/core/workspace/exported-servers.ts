// HealthChecker exports: which are servers of their own, and which lie with a server's files and only speak of it.
import type { EvidenceFile } from '../evidence/evidence-file.js';
import { computerKey } from '../evidence/kind.js';
import { folderOf, uriSegments } from '../iis/paths.js';
import type { SettingsFile } from '../lint/settings-file.js';
import { isInside } from './evidence-owners.js';
import { nameFolders } from './server-names.js';

export interface ExportedServer {
  readonly file: EvidenceFile;
  readonly serverName: string | null;
  /** No applicationHost.config lies in its folder or below, and none is of a server of its name. */
  readonly isOwn: boolean;
  /** The uri of the applicationHost.config that it accompanies; null where that is none or not certain. */
  readonly of: string | null;
}

interface HostFile {
  readonly uri: string;
  readonly settings: SettingsFile | null;
}

/** Where the configuration lies there as files, the files win. */
export function exportsOf(evidence: readonly EvidenceFile[], hosts: readonly HostFile[]): ExportedServer[] {
  return evidence.flatMap((file) => {
    const reading = file.readings.find((placed) => placed.reading.kind === 'healthchecker');
    if (!reading || file.configuration.length === 0) return [];
    const serverName = reading.reading.computer;
    const folder = uriSegments(folderOf(file.uri));
    const below = hosts.filter(({ uri }) => isInside(uriSegments(folderOf(uri)), folder));
    const possible = below.filter((host) => !isCalledOtherwise(host, serverName));
    const named = serverName === null ? [] : hosts.filter((host) => isNamed(host, serverName));
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

function isNamed({ uri, settings }: HostFile, name: string): boolean {
  const key = computerKey(name);
  const said = settings?.settings.serverName;
  if (said !== undefined) return computerKey(said) === key;
  return nameFolders(uriSegments(folderOf(uri))).some((folder) => computerKey(folder) === key);
}
