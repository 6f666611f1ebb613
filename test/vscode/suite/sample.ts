// The sample server as an administrator meets it: it is found, explained, and its outline and hovers answer.
import * as vscode from 'vscode';
import { applicationHost, assert, assertEqual, extension, open, rangeOf, until, uriOf } from './support/editor.js';

describe('the sample server', () => {
  it('is found without any file being opened', async () => {
    const api = await extension().activate();
    const status = await api.settled();
    assertEqual(
      status.servers.map(({ name, termination }) => [name, termination]),
      [
        ['contoso-exchange-2019', 'exchange'],
        ['fabrikam-device', 'device'],
      ],
    );
    assertEqual(status.problems, []);
  });

  it('has a tree of sites and virtual directories that lead to their places', async () => {
    const api = await extension().activate();
    const [server] = await api.servers();
    const site = server?.children.find(({ configurationPath }) => configurationPath === 'Default Web Site');
    const activeSync = site?.children.find(({ label }) => label === 'Microsoft-Server-ActiveSync');
    assert(activeSync, `No ActiveSync in ${JSON.stringify(server?.children)}`);
    assertEqual(activeSync.validator, 'Exchange');
    assert(activeSync.place, 'ActiveSync leads nowhere.');
    assertEqual(vscode.Uri.parse(activeSync.place.uri).toString(), uriOf(applicationHost).toString());
  });

  it('opens as XML', async () => {
    const { document } = await open(applicationHost);
    assertEqual(document.languageId, 'xml');
  });

  it('answers a hover on a setting with its effective value', async () => {
    const editor = await open(applicationHost);
    const { start } = rangeOf(editor, 'sslFlags="Ssl, SslNegotiateCert');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      start,
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
    assert(text.includes('sslFlags') && text.includes('SslNegotiateCert'), `The hover says: ${text}`);
  });

  it('has an outline', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      uriOf(applicationHost),
    );
    assert(JSON.stringify(symbols).includes('Default Web Site'), 'The outline does not name the site.');
  });

  it('shows the effective configuration of a path', async () => {
    const [server] = await (await extension().activate()).servers();
    assert(server, 'There is no server.');
    await vscode.commands.executeCommand('exchangeCba.showEffective', {
      root: server.root,
      configurationPath: 'Default Web Site/owa',
    });
    const shown = (): true | undefined =>
      vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .some(({ label, input }) => label === 'owa' && input instanceof vscode.TabInputWebview) || undefined;
    await until(vscode.window.tabGroups.onDidChangeTabs, shown);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
