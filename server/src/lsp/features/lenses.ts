// Code lenses: lines of core above a place. Where the client has our commands, one leads to what it refers to.
import { CodeLensRefreshRequest, type CodeLens, type Command } from 'vscode-languageserver';
import type { Lens } from '../../core/face/editor.js';
import { commands } from '../../protocol.js';
import type { LogLens } from './logs.js';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';

/** `ofLogs` gives what analyzed logs say of places in a file; the result has the client ask again. */
export function registerLenses(
  { connection, workspace, run, abilities, log, options }: Session,
  ofLogs: (uri: string) => readonly LogLens[],
): () => void {
  const commandOf = ({ title, about }: Lens): Command => {
    if (!options.commands) return { title, command: '' };
    const command = about.configurationPath === '' ? commands.readinessReport : commands.showEffective;
    return { title, command, arguments: [about] };
  };
  connection.onCodeLens(({ textDocument }, token) =>
    run('textDocument/codeLens', token, [], async (): Promise<CodeLens[]> => {
      const snapshot = await workspace.checked();
      const file = snapshot.source(textDocument.uri);
      if (!file) return [];
      const lines = linesOf(file);
      const own = snapshot.project
        .lenses(file.uri)
        .map((lens) => ({ range: lines.rangeAt(lens.range), command: commandOf(lens) }));
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
