// Command: make a file count that was found under another name and not checked.
import { l10n, Position, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { checkFileRequest, type CheckFileResult, type FileParams } from '../../../server/src/protocol.js';
import type { CheckedFiles } from '../base/checked-files.js';
import type { ServerAccess } from '../base/server-access.js';

export async function checkFile(access: ServerAccess, checked: CheckedFiles, of: unknown): Promise<void> {
  if (typeof of !== 'object' || of === null || !('uri' in of) || typeof of.uri !== 'string') return;
  const params: FileParams = { uri: of.uri };
  const result = await access.client.sendRequest<CheckFileResult | null>(checkFileRequest, params);
  if (result?.kind === 'checked') await checked.add(of.uri);
  if (result?.kind === 'problem') void window.showErrorMessage(result.problem);
  if (result?.kind !== 'settings') return;
  const uri = Uri.parse(result.uri);
  const edit = new WorkspaceEdit();
  if (result.isNew) edit.createFile(uri, { contents: new TextEncoder().encode(result.text) });
  else {
    const { lineCount } = await workspace.openTextDocument(uri);
    edit.replace(uri, new Range(new Position(0, 0), new Position(lineCount, 0)), result.text);
  }
  if (!(await workspace.applyEdit(edit))) return;
  const document = await workspace.openTextDocument(uri);
  await window.showTextDocument(document);
  if (!(await document.save())) {
    void window.showWarningMessage(l10n.t('Changed but not saved: {0}.', workspace.asRelativePath(uri)));
  }
}
