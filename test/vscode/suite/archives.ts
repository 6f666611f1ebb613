// A zip archive in the workspace: its problems open as text, and it goes as it came.
import { strToU8, zipSync } from 'fflate';
import * as vscode from 'vscode';
import { innerScheme } from '../../../server/src/protocol.js';
import {
  applicationHost,
  assert,
  assertEqual,
  extension,
  ruleOf,
  until,
  untilAnswer,
  uriOf,
} from './support/editor.js';

const archive = 'collected/EXCH09.zip';

const view = `BasicAuthEnabled : True
ClientCertAuth   : Ignore
WebsiteName      : Default Web Site
Path             : C:\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\sync
Server           : EXCH09
Identity         : EXCH09\\Microsoft-Server-ActiveSync (Default Web Site)
`;

/** The problems in files of archives. */
const inArchives = (): (readonly [vscode.Uri, vscode.Diagnostic])[] =>
  vscode.languages
    .getDiagnostics()
    .filter(([{ scheme }]) => scheme === innerScheme)
    .flatMap(([uri, found]) => found.map((one) => [uri, one] as const));

describe('a zip archive in the workspace', () => {
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('is opened, and a problem in it leads to the line', async () => {
    const configuration = await vscode.workspace.fs.readFile(uriOf(applicationHost));
    const zip = zipSync({ 'inetsrv/config/applicationHost.config': configuration, 'EXCH09/eas.txt': strToU8(view) });
    await vscode.workspace.fs.writeFile(uriOf(archive), zip);
    const [uri, problem] = await until(vscode.languages.onDidChangeDiagnostics, () =>
      inArchives().find(([, one]) => ruleOf(one) === 'evidence/contradicts-configuration'),
    );
    assertEqual(uri.path.endsWith(`/${archive}/EXCH09/eas.txt`), true);
    const { document } = await vscode.window.showTextDocument(uri);
    assertEqual(document.getText().replaceAll('\r\n', '\n'), view);
    assertEqual(document.getText(problem.range).length > 0, true);
    const { servers } = await (await extension().activate()).settled();
    assert(servers.length === 3, `Servers: ${JSON.stringify(servers)}`);
  });

  it('takes its problems along when it goes', async () => {
    await vscode.workspace.fs.delete(uriOf('collected'), { recursive: true });
    const gone = await untilAnswer(
      vscode.languages.onDidChangeDiagnostics,
      () => Promise.resolve(inArchives().length),
      (count) => count === 0,
    );
    assertEqual(gone, 0);
  });
});
