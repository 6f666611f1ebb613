// Logs as an administrator opens them: colored, explained field by field, and analyzed into a report.
import * as vscode from 'vscode';
import { assert, assertEqual, open, until, uriOf } from './support/editor.js';
import { hoverText } from './support/certificate-view.js';

const name = 'u_ex261102.log';
const text = [
  '#Software: Microsoft Internet Information Services 10.0',
  '#Version: 1.0',
  '#Date: 2026-11-02 06:00:00',
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status time-taken',
  '2026-11-02 06:00:01 10.1.1.11 POST /Microsoft-Server-ActiveSync/default.eas Cmd=Sync&User=alice&DeviceId=APPL1&DeviceType=iPhone 443 - 198.51.100.7 iPhone 403 7 64 31',
  '2026-11-02 07:00:01 10.1.1.11 POST /Microsoft-Server-ActiveSync/default.eas jAAJBAp2MTQwRGV2aWNlAApTbWFydFBob25l 443 - 198.51.100.8 iPhone 200 0 0 31',
  '',
].join('\r\n');

describe('a log', () => {
  before(async () => {
    await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(text));
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf(name));
  });

  it('has its own language, outline, and folding', async () => {
    const { document } = await open(name);
    assertEqual(document.languageId, 'iis-log');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assertEqual(
      symbols.map((symbol) => [symbol.name, symbol.children.map((child) => child.name)]),
      [['2026-11-02 06:00:00', ['2026-11-02 06:00', '2026-11-02 07:00']]],
    );
  });

  it('explains statuses and decodes queries in hovers', async () => {
    const { document } = await open(name);
    const at = (line: number, part: string): vscode.Position =>
      new vscode.Position(line, document.lineAt(line).text.indexOf(part));
    assert(
      (await hoverText(document, at(4, '403'))).includes('A client certificate is required'),
      'No meaning of 403.7.',
    );
    assert((await hoverText(document, at(5, 'jAAJ'))).includes('V140DEVICE'), 'The query is not decoded.');
  });

  it('is analyzed into a report, also where it is read in several pieces', async () => {
    const lines = text.split('\r\n');
    const long = [...lines.slice(0, 5), ...new Array<string>(15_000).fill(lines[5]!), ''].join('\r\n');
    assert(long.length > 2_200_000, 'The log is one piece.');
    await vscode.workspace.fs.writeFile(uriOf(name), new TextEncoder().encode(long));
    const verdict = await vscode.commands.executeCommand<string>('exchangeCba.analyzeLogs', uriOf(name));
    assert(verdict.startsWith('1 of 2 mobile devices since 2026-11-02T07:00:01Z: too many requests'), verdict);
    const label = await until(vscode.window.tabGroups.onDidChangeTabs, () => {
      const tabs = vscode.window.tabGroups.all.flatMap(({ tabs: all }) => all);
      return tabs.find(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('exchangeCba.logReport'),
      )?.label;
    });
    assertEqual(label, 'Log Analysis');
  });
});
