// A workspace with nothing of ours in it: the extension stays small.
import * as vscode from 'vscode';
import { assert, extension, open, uriOf } from './support/editor.js';

describe('a workspace without servers', () => {
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
