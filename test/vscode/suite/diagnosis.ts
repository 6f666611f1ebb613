// The view Diagnosis and *What Would Happen…* in a real VS Code, as an administrator uses them.
import * as vscode from 'vscode';
import { assert, assertEqual, until } from './support/editor.js';
import type { ExtensionApi } from '../../../client/src/activation.js';

declare const TEST_HOST: 'node' | 'web';

const setspn = `Checking domain DC=contoso,DC=com
CN=EXCH01,CN=Computers,DC=contoso,DC=com
\tHTTP/mail.contoso.com
\tHOST/EXCH01

Existing SPN found!
`;

const spnFiles = (): Thenable<vscode.Uri[]> => vscode.workspace.findFiles('**/spn.txt');

describe('a diagnosis', () => {
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const file of await spnFiles()) await vscode.workspace.fs.delete(file);
  });

  it('has a view that can be opened, and a command to copy', async () => {
    await vscode.commands.executeCommand('exchangeCba.diagnosis.focus');
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand('exchangeCba.copyCommand');
    // The samples bring no log, so a log is the first thing to get.
    const copied = await vscode.env.clipboard.readText();
    if (TEST_HOST === 'node') assert(copied.includes('Copy-Item -Destination u_ex.log'), `Copied: ${copied}`);
  });

  it('saves an answer from the clipboard under the name that its content tells', async function () {
    // A page may not read the clipboard unasked.
    if (TEST_HOST === 'web') this.skip();
    await vscode.env.clipboard.writeText('nothing that is recognized');
    await vscode.commands.executeCommand('exchangeCba.refreshDiagnosis');
    await vscode.env.clipboard.writeText(setspn);
    await vscode.commands.executeCommand('exchangeCba.pasteAnswer');
    const files = await spnFiles();
    assertEqual(files.length, 1);
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(files[0]!));
    assertEqual(text, setspn);
  });

  it('shows what would happen as a page', async () => {
    const extension = vscode.extensions.getExtension<ExtensionApi>('exchange-cba.exchange-cba')!;
    const [server] = await (await extension.activate()).servers();
    const item = { root: server!.root, configurationPath: 'Default Web Site/Microsoft-Server-ActiveSync' };
    const shown = vscode.commands.executeCommand('exchangeCba.simulate', item);
    // The first choice is a client without a certificate; the list needs a moment to open.
    let isOpen = false;
    void shown.then(() => (isOpen = true));
    while (!isOpen) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    const label = await until(
      vscode.window.tabGroups.onDidChangeTabs,
      () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('exchangeCba.report'))
          ?.label,
    );
    assertEqual(label, `${server!.name}: /Microsoft-Server-ActiveSync`);
  });
});
