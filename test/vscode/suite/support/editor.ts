// What the tests do in VS Code: open, wait for what happens, ask as a user's gesture would. No waiting for
// time to pass.
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../../client/src/activation.js';

export const sample = 'samples/contoso-exchange-2019';
export const applicationHost = `${sample}/applicationHost.config`;

export function assert(condition: unknown, message: string): asserts condition {
  if (condition === false || condition === undefined || condition === null) throw new Error(message);
}

export function assertEqual(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual, null, 1), JSON.stringify(expected, null, 1)];
  if (a !== b) throw new Error(`Expected ${b}\nbut got ${a}`);
}

/** The uri of a file of the workspace. */
export function uriOf(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert(folder, 'No workspace folder is open.');
  return vscode.Uri.joinPath(folder.uri, name);
}

export function extension(): vscode.Extension<ExtensionApi> {
  const found = vscode.extensions.getExtension<ExtensionApi>('exchange-cba.exchange-cba');
  assert(found, 'The extension is not installed.');
  return found;
}

/**
 * Makes a folder and those above it, each once the one above is watched: what is written into a folder before
 * VS Code watches it may never be told.
 */
export async function makeFolder(name: string): Promise<void> {
  const above = name.slice(0, Math.max(0, name.lastIndexOf('/')));
  if (above !== '') await makeFolder(above);
  const known = await Promise.resolve(vscode.workspace.fs.stat(uriOf(name))).catch(() => null);
  if (known) return;
  const pattern = new vscode.RelativePattern(vscode.workspace.workspaceFolders![0]!, name);
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const isTold = new Promise((resolve) => watcher.onDidCreate(resolve));
  await vscode.workspace.fs.createDirectory(uriOf(name));
  await isTold;
  watcher.dispose();
}

export async function open(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uriOf(name)));
}

/** Resolves with what `look` gives as soon as that is something, looking again at every event. */
export function until<E, T>(event: vscode.Event<E>, look: () => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const found = look();
    if (found !== undefined) {
      resolve(found);
      return;
    }
    const listening = event(() => {
      const now = look();
      if (now === undefined) return;
      listening.dispose();
      resolve(now);
    });
  });
}

/** The same for what has to be asked for: resolves with the first answer that fits. */
export async function untilAnswer<E, T>(
  event: vscode.Event<E>,
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
): Promise<T> {
  let told = (): void => undefined;
  const listening = event(() => {
    told();
  });
  try {
    for (;;) {
      const next = new Promise<void>((resolve) => {
        told = resolve;
      });
      const answer = await ask();
      if (fits(answer)) return answer;
      await next;
    }
  } finally {
    listening.dispose();
  }
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

/** This product's diagnostics of a file. */
export function diagnosticsOf(name: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uriOf(name)).filter(({ source }) => source === 'exchange-cba');
}

/** The diagnostic of a rule in a file, when it is there. */
export function diagnostic(name: string, rule: string): Promise<vscode.Diagnostic> {
  return until(vscode.languages.onDidChangeDiagnostics, () =>
    diagnosticsOf(name).find((found) => ruleOf(found) === rule),
  );
}

/** Resolves when a file has no diagnostic of that rule. */
export function noDiagnostic(name: string, rule: string): Promise<true> {
  return until(vscode.languages.onDidChangeDiagnostics, () =>
    diagnosticsOf(name).some((found) => ruleOf(found) === rule) ? undefined : true,
  );
}

/** Replaces the text of a range in an editor. */
export async function replace(editor: vscode.TextEditor, range: vscode.Range, text: string): Promise<void> {
  assert(
    await editor.edit((builder) => {
      builder.replace(range, text);
    }),
    'The edit was refused.',
  );
}

/** Takes back everything that was typed and not saved, and closes the editors. */
export async function revert(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert(!document.isDirty, `${document.uri.path} could not be reverted.`);
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** The range of the first occurrence of a text. */
export function rangeOf({ document }: vscode.TextEditor, text: string): vscode.Range {
  const at = document.getText().indexOf(text);
  assert(at >= 0, `The document has no ${text}.`);
  return new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
}
