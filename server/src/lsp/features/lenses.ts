// Code lenses: lines of core above a place, statements without a command.
import { CodeLensRefreshRequest, type CodeLens } from 'vscode-languageserver';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';

export function registerLenses({ connection, workspace, run, abilities, log }: Session): void {
  connection.onCodeLens(({ textDocument }, token) =>
    run('textDocument/codeLens', token, [], async (): Promise<CodeLens[]> => {
      const snapshot = await workspace.snapshot();
      const file = snapshot.source(textDocument.uri);
      if (!file) return [];
      const lines = linesOf(file);
      return snapshot.project
        .lenses(file.uri)
        .map(({ range, title }) => ({ range: lines.rangeAt(range), command: { title, command: '' } }));
    }),
  );
  workspace.onDidChange((cause) => {
    if (cause === 'document' || !abilities.refreshLenses) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      log.failure('workspace/codeLens/refresh', error);
    });
  });
}
