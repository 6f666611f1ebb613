// Shows changes of several files before they are made, makes those that are confirmed, and saves them.
import { l10n, Position, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { ProtocolFileEdit } from '../../../server/src/protocol.js';

/** Files that were changed since the change was worked out; theirs would hit other lines. */
function changedSince(edits: readonly ProtocolFileEdit[]): readonly string[] {
  return edits.flatMap(({ uri, version }) => {
    const document = workspace.textDocuments.find((open) => open.uri.toString() === Uri.parse(uri).toString());
    return document && version !== null && document.version !== version ? [workspace.asRelativePath(document.uri)] : [];
  });
}

/**
 * Opens the preview of VS Code with every change ticked. `title` heads them. What is confirmed is changed and
 * saved, and named in a message; so is what was changed and could not be saved.
 */
export async function applyWithPreview(edits: readonly ProtocolFileEdit[], title: string): Promise<void> {
  const outdated = changedSince(edits);
  if (outdated.length > 0) {
    void window.showErrorMessage(
      l10n.t('Nothing was changed: {0} changed in the meantime. Try again.', outdated.join(', ')),
    );
    return;
  }
  const edit = new WorkspaceEdit();
  for (const { uri, edits: own } of edits) {
    for (const { range, newText } of own) {
      const { start, end } = range;
      const place = new Range(start.line, start.character, end.line, end.character);
      edit.replace(Uri.parse(uri), place, newText, { needsConfirmation: false, label: title });
    }
  }
  // VS Code shows the preview where an edit is to be confirmed, and leaves exactly these edits unticked: so
  // one that changes nothing asks for it, and all others are ticked.
  const [first] = edits;
  if (first) edit.insert(Uri.parse(first.uri), new Position(0, 0), '', { needsConfirmation: true, label: title });
  const before = new Map(workspace.textDocuments.map((document) => [document.uri.toString(), document.version]));
  const wasDirty = new Set(workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.toString()));
  if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) return;
  const named = new Set(edits.map(({ uri }) => Uri.parse(uri).toString()));
  const changed = workspace.textDocuments.filter(
    ({ uri, version, isDirty }) =>
      named.has(uri.toString()) && isDirty && (before.get(uri.toString()) !== version || !before.has(uri.toString())),
  );
  const saved: string[] = [];
  const unsaved: string[] = [];
  for (const document of changed) {
    // What the user has not saved himself is not saved for him.
    if (!wasDirty.has(document.uri.toString()) && (await document.save()))
      saved.push(workspace.asRelativePath(document.uri));
    else unsaved.push(workspace.asRelativePath(document.uri));
  }
  if (unsaved.length > 0) {
    void window.showWarningMessage(l10n.t('Changed but not saved: {0}.', unsaved.join(', ')));
  }
  if (saved.length > 0) {
    void window.showInformationMessage(
      l10n.t('Changed and saved: {0}. Copy the files to the server to apply them.', saved.join(', ')),
    );
  }
}
