// Renames a site or an application pool and all references to it.
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { workspaceEditOf } from '../convert.js';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';

export function registerRename({ connection, workspace, run, abilities }: Session): void {
  connection.onPrepareRename(({ textDocument, position }, token) =>
    run('textDocument/prepareRename', token, null, async () => {
      const snapshot = await workspace.snapshot();
      const spot = snapshot.locate(textDocument.uri, position);
      const range = spot && snapshot.project.renameRange(spot.file.uri, spot.offset);
      return range && linesOf(spot.file).rangeAt(range);
    }),
  );

  connection.onRenameRequest(({ textDocument, position, newName }, token) =>
    run('textDocument/rename', token, null, async () => {
      const snapshot = await workspace.snapshot();
      const spot = snapshot.locate(textDocument.uri, position);
      if (!spot) return null;
      const edits = snapshot.project.renameEdits(spot.file.uri, spot.offset, newName);
      if ('problem' in edits) throw new ResponseError(LSPErrorCodes.RequestFailed, edits.problem);
      return workspaceEditOf(snapshot, edits, abilities);
    }),
  );
}
