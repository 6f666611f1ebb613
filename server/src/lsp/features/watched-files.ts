// Files that change outside the editor: asks the client to watch them and passes its news on.
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  WatchKind,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import { textEnds } from '../../intake/kinds.js';
import { certificateEnds, servedGlobs } from '../../served-files.js';
import type { Session } from '../session.js';

const watchers: readonly FileSystemWatcher[] = [
  ...servedGlobs.map((globPattern) => ({ globPattern })),
  // Saved output may be called anything.
  { globPattern: `**/*{${[...textEnds, ...certificateEnds].join(',')}}` },
  { globPattern: '**/[sS][cC][hH][eE][mM][aA]/*.[xX][mM][lL]' },
  // A folder that is deleted or renamed takes its files along without a word about each of them.
  { globPattern: '**/*', kind: WatchKind.Delete },
];

export function registerWatchedFiles({ connection, workspace }: Session): void {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const deleted = changes.filter(({ type }) => type === FileChangeType.Deleted).map(({ uri }) => uri);
    const changed = changes.filter(({ type }) => type !== FileChangeType.Deleted).map(({ uri }) => uri);
    workspace.changeFiles(changed, deleted);
  });
}

/** To be called once the client is initialized. */
export async function watchFiles({ connection, abilities }: Session): Promise<void> {
  if (!abilities.watchFiles) return;
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...watchers] });
}
