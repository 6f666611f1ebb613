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

  /** The title of the page that the command shows, with the first choice of every list. */
  async function pageOf(of: unknown, path: string): Promise<string> {
    let isOpen = false;
    const shown = vscode.commands.executeCommand('exchangeCba.simulate', of).then(() => (isOpen = true));
    while (!isOpen) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    await shown;
    const label = await until(
      vscode.window.tabGroups.onDidChangeTabs,
      () =>
        vscode.window.tabGroups.all
          .flatMap(({ tabs }) => tabs)
          .find(
            ({ input, label }) =>
              input instanceof vscode.TabInputWebview &&
              input.viewType.endsWith('exchangeCba.report') &&
              label.endsWith(`: ${path}`),
          )?.label,
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    return label;
  }

  it('shows what would happen at a path as a page', async () => {
    const extension = vscode.extensions.getExtension<ExtensionApi>('exchange-cba.exchange-cba')!;
    const [server] = await (await extension.activate()).servers();
    const item = { root: server!.root, configurationPath: 'Default Web Site/Microsoft-Server-ActiveSync' };
    const label = await pageOf(item, '/Microsoft-Server-ActiveSync');
    assertEqual(label, `${server!.name}: /Microsoft-Server-ActiveSync`);
  });

  it('shows what would happen with a certificate', async () => {
    const [certificate] = await vscode.workspace.findFiles('**/jane.doe.cer');
    assert((await pageOf(certificate, '/Microsoft-Server-ActiveSync')) !== '', 'The page has a title.');
  });

  it('shows what would happen to the request on a line of a log', async () => {
    const content =
      '#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port sc-status sc-substatus sc-win32-status\n2026-11-01 10:00:00 192.0.2.10 GET /ecp/default.aspx - 443 403 7 5\n';
    const document = await vscode.workspace.openTextDocument({ language: 'iis-log', content });
    const selection = new vscode.Range(2, 0, 2, 0);
    await vscode.window.showTextDocument(document, { selection });
    assert((await pageOf(undefined, '/ecp/default.aspx')) !== '', 'The page has a title.');
  });
});
