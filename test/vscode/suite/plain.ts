// A workspace with nothing of ours in it: the extension stays small.
import * as vscode from 'vscode';
import { assert, extension, open, uriOf } from './support/editor.js';

/**
 * Time for whatever an opened document sets off: the editor asks every extension and comes back, some times.
 */
async function answers(uri: vscode.Uri): Promise<void> {
  for (let left = 20; left > 0; left--) {
    await vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(0, 0));
  }
}

function openDocuments(): string {
  return vscode.workspace.textDocuments.map(({ uri, languageId }) => `${uri.scheme} (${languageId})`).join(', ');
}

describe('a workspace without servers', () => {
  it('plaintext and the input of Chat do not wake the extension; XML does', async () => {
    assert(!extension().isActive, `The extension is active already. Open: ${openDocuments()}.`);
    // Where this VS Code has no Chat, the command does not exist.
    await vscode.commands.executeCommand('workbench.action.chat.open').then(undefined, () => undefined);
    const plain = await vscode.workspace.openTextDocument({ language: 'plaintext', content: 'Nothing of ours.' });
    await vscode.window.showTextDocument(plain);
    await answers(plain.uri);
    assert(!extension().isActive, `One of these has woken the extension: ${openDocuments()}.`);
    console.log(`[suite]       not woken by: ${openDocuments()}`);
    const { document } = await open('other.xml');
    while (!extension().isActive) await answers(document.uri);
  });

  it('on other XML no language server starts', async () => {
    const editor = await open('other.xml');
    assert(editor.document.languageId === 'xml', 'The document is not XML.');
    const api = await extension().activate();
    // The search for a server that the first stage makes is over before a search that starts later.
    await vscode.workspace.findFiles('**/*.config');
    assert(!api.isStarted, 'The second stage was loaded for XML that is not ours.');
  });

  it('a web.config that is opened starts it', async () => {
    const api = await extension().activate();
    const name = 'fresh/web.config';
    await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode('<configuration />'));
    const editor = await open(name);
    assert(editor.document.languageId === 'xml', `web.config is ${editor.document.languageId}, not XML any more.`);
    assert(api.isStarted, 'The second stage was not loaded.');
    const status = await api.settled();
    assert(status.servers.length === 0 && status.files === 1, JSON.stringify(status));
  });
});
