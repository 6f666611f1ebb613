// What support engineers receive: a folder of saved output, and a zip archive, whose problems open as text.
import { strToU8, zipSync } from 'fflate';
import * as vscode from 'vscode';
import { innerScheme } from '../../../server/src/protocol.js';
import {
  applicationHost,
  assert,
  assertEqual,
  diagnostic,
  extension,
  makeFolder,
  noDiagnostic,
  ruleOf,
  until,
  untilAnswer,
  uriOf,
} from './support/editor.js';

declare const TEST_SUPPORT: {
  readonly files: Readonly<Record<string, string>>;
  readonly contradictions: readonly (readonly [string, string])[];
};

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));

describe('a folder as support engineers receive it', () => {
  it('gives a problem for every contradiction, and none of its secrets', async () => {
    for (const [name, content] of Object.entries(TEST_SUPPORT.files)) {
      const file = `case/${name}`;
      await makeFolder(file.slice(0, file.lastIndexOf('/')));
      await vscode.workspace.fs.writeFile(uriOf(file), bytesOf(content));
    }
    // What logs say is in the view Diagnosis.
    for (const [rule, file] of TEST_SUPPORT.contradictions.filter(([id]) => !id.startsWith('log/')))
      await diagnostic(`case/${file}`, rule);
    const all = vscode.languages.getDiagnostics().flatMap(([, found]) => found.map(({ message }) => message));
    assert(!all.some((message) => /Secret-\d/.test(message)), all.join('\n'));
    await vscode.workspace.fs.delete(uriOf('case'), { recursive: true });
    for (const [rule, file] of TEST_SUPPORT.contradictions) await noDiagnostic(`case/${file}`, rule);
  });
});

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
    await makeFolder('collected');
    await vscode.workspace.fs.writeFile(uriOf(archive), zip);
    const [uri, problem] = await until(vscode.languages.onDidChangeDiagnostics, () =>
      inArchives().find(([, one]) => ruleOf(one) === 'evidence/contradicts-configuration'),
    );
    assertEqual(uri.path.endsWith(`/${archive}/EXCH09/eas.txt`), true);
    const { document } = await vscode.window.showTextDocument(uri);
    assertEqual(document.getText().replaceAll('\r\n', '\n'), view);
    assertEqual(document.getText(problem.range).length > 0, true);
    // The server asks for hovers in files of this name when it has recognized them; every question is an answer later.
    let hovers: vscode.Hover[] = [];
    for (let left = 500; left > 0 && hovers.length === 0; left--)
      hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        problem.range.start,
      );
    assertEqual(hovers.length, 1);
    const words = (hovers[0]!.contents as vscode.MarkdownString[]).map(({ value }) => value).join('\n');
    assert(words.includes('as Exchange has it in Active Directory'), words);
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
