// The logs of a server as nodes of its tree: a group, in it a node for each folder or archive, in that its logs.
import { countFindings } from '../../core/face/findings.js';
import { fileNameOf, folderOf, isInside } from '../../host/uri.js';
import type { PathNode, ProtocolPlace } from '../../protocol.js';
import type { Translate } from '../session.js';
import type { Snapshot } from '../snapshot.js';

/** So many logs of a folder are listed, the last names first; analyzed are all. */
const mostListed = 100;

const top: ProtocolPlace['range'] = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const counts = countFindings([]);

/**
 * Which logs lie nearest to each server, by the server's folder; a log that lies nearest to several is with
 * each of them.
 */
export function logsByFolder(
  folders: readonly string[],
  logs: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>(folders.map((folder) => [folder, []]));
  for (const log of logs) {
    const shared = folders.map((folder) => commonLength(folder.split('/'), log.split('/')));
    const most = Math.max(...shared);
    folders.forEach((folder, index) => {
      if (shared[index] === most) result.get(folder)!.push(log);
    });
  }
  return result;
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}

/** Null for a server without logs. */
export function logsNode(snapshot: Snapshot, folder: string, logs: readonly string[], t: Translate): PathNode | null {
  if (logs.length === 0) return null;
  const groups = new Map<string, string[]>();
  for (const log of logs) {
    const at = snapshot.archiveOf(log) ?? folderOf(log);
    const group = groups.get(at);
    if (group) group.push(log);
    else groups.set(at, [log]);
  }
  const countText = (count: number): string => (count === 1 ? t('1 log') : t('{0} logs', count));
  const children = [...groups].map(([at, own]): PathNode => ({
    ...nodeOf('logFolder', belowFolder(folder, at), countText(own.length), { uri: snapshot.clientUri(at), range: top }),
    children: [...own]
      .sort((a, b) => (a < b ? 1 : -1))
      .slice(0, mostListed)
      .map((uri) => nodeOf('logFile', belowFolder(at, uri), '', { uri: snapshot.clientUri(uri), range: top })),
  }));
  return { ...nodeOf('logs', 'Logs', countText(logs.length), null), children };
}

function nodeOf(kind: PathNode['kind'], label: string, detail: string, place: ProtocolPlace | null): PathNode {
  return { kind, label, detail, configurationPath: null, place, counts, children: [] };
}

/** The path below a folder; outside it the last two names, the folder itself its name. */
function belowFolder(folder: string, uri: string): string {
  const below =
    uri === folder
      ? fileNameOf(uri)
      : isInside(folder, uri)
        ? uri.slice(folder.length + 1)
        : uri
            .replace(/^[^:]*:\/\/[^/]*\//, '')
            .split('/')
            .slice(-2)
            .join('/');
  return decodeURIComponent(below);
}
