// The language server is killed, hangs, and is restarted: every diagnostic stays or comes back, and edits
// count again.
import * as vscode from 'vscode';
import {
  applicationHost,
  assert,
  assertEqual,
  diagnostic,
  extension,
  noDiagnostic,
  open,
  rangeOf,
  replace,
  revert,
  ruleOf,
  sample,
  until,
  uriOf,
} from './support/editor.js';
import { canSeeProcesses, serverProcesses } from './support/processes.js';

const shadowed = 'exchange/upload-read-ahead-shadowed';
const activeSyncConfig = `${sample}/FrontEnd/HttpProxy/sync/web.config`;

/** Every problem of the sample, in a form that can be compared. */
function problems(): string[] {
  const root = `${uriOf(sample).path}/`;
  return vscode.languages
    .getDiagnostics()
    .filter(([uri]) => uri.path.startsWith(root))
    .flatMap(([uri, found]) => found.map((each) => `${uri.path}:${each.range.start.line} ${ruleOf(each)}`))
    .sort();
}

/** The one server that runs. */
function serverProcess(): number {
  const found = serverProcesses();
  assertEqual(found.length, 1);
  return found[0]!;
}

/** The same problems as before, and one of them goes and comes with an edit. */
async function expectProblems(expected: readonly string[]): Promise<void> {
  await until(vscode.languages.onDidChangeDiagnostics, () => problems().length >= expected.length || undefined);
  assertEqual(problems(), expected);
  const editor = await open(activeSyncConfig);
  await replace(editor, rangeOf(editor, 'uploadReadAheadSize="0"'), 'uploadReadAheadSize="49152"');
  await noDiagnostic(applicationHost, shadowed);
  await vscode.commands.executeCommand('undo');
  await diagnostic(applicationHost, shadowed);
  assertEqual(problems(), expected);
}

describe('a language server that fails', () => {
  let expected: string[] = [];

  before(async function () {
    if (!canSeeProcesses) {
      console.log('[suite]  The process of the language server can be found on Linux only: nothing is killed here.');
      this.skip();
    }
    const api = await extension().activate();
    const { servers } = await api.settled();
    const { error, warning, information, hint } = servers.find(({ root }) => root.includes(sample))!.counts;
    const found = error + warning + information + hint;
    await open(applicationHost);
    await diagnostic(applicationHost, shadowed);
    // What other tests brought about may still be on its way.
    await until(vscode.languages.onDidChangeDiagnostics, () => problems().length === found || undefined);
    expected = problems();
    assert(expected.length >= 8, JSON.stringify(expected));
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      console.log(`[suite]  Expected: ${expected.join(', ')}. Shown: ${problems().join(', ')}.`);
    await revert();
  });

  it('is started again when it is killed, and no diagnostic is lost', async () => {
    const pid = serverProcess();
    process.kill(pid, 'SIGKILL');
    await expectProblems(expected);
    assert(serverProcess() !== pid, 'The server was not killed.');
  });

  it('is replaced by the command that restarts it', async () => {
    const pid = serverProcess();
    await vscode.commands.executeCommand('exchangeCba.restartServer');
    await expectProblems(expected);
    assert(serverProcess() !== pid, 'The server was not replaced.');
  });

  it('is replaced when it hangs', async () => {
    const pid = serverProcess();
    process.kill(pid, 'SIGSTOP');
    await vscode.commands.executeCommand('exchangeCba.restartServer');
    await expectProblems(expected);
    assert(serverProcess() !== pid, 'The server that hangs is still there.');
  });
});
