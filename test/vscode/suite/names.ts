// Names that stand in many places: a site or an application pool is renamed with all its references, and the
// paths of all servers are found by their names.
import * as vscode from 'vscode';
import { applicationHost, assert, assertEqual, extension, open, rangeOf, revert, uriOf } from './support/editor.js';

/** Renames what is at a text of applicationHost.config; returns the files that changed. */
async function rename(at: string, newName: string): Promise<string[]> {
  const editor = await open(applicationHost);
  const { start, end } = rangeOf(editor, at);
  const edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    uriOf(applicationHost),
    new vscode.Position(start.line, Math.floor((start.character + end.character) / 2)),
    newName,
  );
  assert(await vscode.workspace.applyEdit(edit), 'The edit was refused.');
  return edit.entries().map(([uri]) => uri.toString());
}

const count = (text: string, part: string): number => text.split(part).length - 1;

describe('names', () => {
  before(async () => {
    await (await extension().activate()).settled();
  });
  afterEach(revert);

  it('a site is renamed with every location of it, and no other server changes', async () => {
    const { document } = await open(applicationHost);
    // Not the one in a comment.
    const old = '\n    <location path="Default Web Site';
    const locations = count(document.getText(), old);
    assert(locations > 3, `${locations} locations`);
    assertEqual(await rename('<site name="Default Web Site"', 'Phones'), [uriOf(applicationHost).toString()]);
    const text = document.getText();
    assertEqual([count(text, '\n    <location path="Phones'), count(text, old)], [locations, 0]);
    assert(text.includes('<site name="Phones" id="1">'), 'The site has its old name.');
  });

  it('an application pool is renamed with every application that runs in it', async () => {
    const { document } = await open(applicationHost);
    const uses = count(document.getText(), '"MSExchangeOWAAppPool"');
    assert(uses > 1, `${uses} uses`);
    await rename('applicationPool="MSExchangeOWAAppPool"', 'Renamed');
    const text = document.getText();
    assertEqual([count(text, '"Renamed"'), count(text, '"MSExchangeOWAAppPool"')], [uses, 0]);
  });

  it('the paths of all servers are found by a part of their names', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'ActiveSync',
    );
    const found = symbols.map(({ name, containerName }) => `${containerName}: ${name}`);
    for (const server of ['contoso-exchange-2019', 'fabrikam-device']) {
      const name = `${server}: Default Web Site/Microsoft-Server-ActiveSync`;
      assert(found.includes(name), `${name} is not among ${found.join(', ')}`);
    }
  });
});
