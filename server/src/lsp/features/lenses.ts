// Code lenses: lines of core above a place, statements without a command.
import { CodeLensRefreshRequest, type CodeLens } from 'vscode-languageserver';
import type { LogLens } from './logs.js';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';

/** `ofLogs` gives what analyzed logs say of places in a file; the result has the client ask again. */
export function registerLenses(
  { connection, workspace, run, abilities, log }: Session,
  ofLogs: (uri: string) => readonly LogLens[],
): () => void {
  connection.onCodeLens(({ textDocument }, token) =>
    run('textDocument/codeLens', token, [], async (): Promise<CodeLens[]> => {
      const snapshot = await workspace.snapshot();
      const file = snapshot.source(textDocument.uri);
      if (!file) return [];
      const lines = linesOf(file);
      const own = snapshot.project
        .lenses(file.uri)
        .map(({ range, title }) => ({ range: lines.rangeAt(range), command: { title, command: '' } }));
      return [...own, ...ofLogs(file.uri).map(({ range, title }) => ({ range, command: { title, command: '' } }))];
    }),
  );
  const refresh = (): void => {
    if (!abilities.refreshLenses) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      log.failure('workspace/codeLens/refresh', error);
    });
  };
  workspace.onDidChange((cause) => {
    if (cause !== 'document') refresh();
  });
  return refresh;
}
