// Findings in the editor: all mistakes of the sample at their lines, quick fixes that end them, and verdicts
// that follow edits in other files.
import * as vscode from 'vscode';
import {
  applicationHost,
  assert,
  assertEqual,
  diagnostic,
  diagnosticsOf,
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

/** The mistakes that the sample's own README lists, `file:line rule`. */
async function mistakes(): Promise<string[]> {
  const readme = new TextDecoder().decode(await vscode.workspace.fs.readFile(uriOf(`${sample}/README.md`)));
  const rows = [...readme.matchAll(/^\| `([^`]+)` \| (\d+) \| `([^`]+)` \|/gm)];
  return rows.map(([, file, line, rule]) => `${file}:${line} ${rule}`).sort();
}

/** Every finding of VS Code's problems that is worse than information, in the same form. */
function problems(): string[] {
  const root = `${uriOf(sample).path}/`;
  return vscode.languages
    .getDiagnostics()
    .filter(([uri]) => uri.path.startsWith(root))
    .flatMap(([uri, found]) =>
      found
        .filter(({ source, severity }) => source === 'exchange-cba' && severity <= vscode.DiagnosticSeverity.Warning)
        .map((each) => `${uri.path.slice(root.length)}:${each.range.start.line + 1} ${ruleOf(each)}`),
    )
    .sort();
}

async function codeActions(
  name: string,
  range: vscode.Range,
  kind: vscode.CodeActionKind,
): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uriOf(name),
    range,
    kind.value,
    20,
  );
}

const quickFixes = (name: string, { range }: vscode.Diagnostic): Promise<vscode.CodeAction[]> =>
  codeActions(name, range, vscode.CodeActionKind.QuickFix);

const fixAll = vscode.CodeActionKind.SourceFixAll.append('exchangeCba');
const accepted = 'exchange/client-certificate-accepted-not-required';
const shadowed = 'exchange/upload-read-ahead-shadowed';
const activeSyncConfig = `${sample}/FrontEnd/HttpProxy/sync/web.config`;

describe('findings', () => {
  // VS Code gives up after seven seconds to look for what wakes an extension.
  before(async () => {
    await (await extension().activate()).settled();
  });
  afterEach(revert);

  it('all mistakes of the sample are problems at their lines, in files that no one has opened', async () => {
    const expected = await mistakes();
    assertEqual(expected.length, 8);
    await until(vscode.languages.onDidChangeDiagnostics, () =>
      problems().length >= expected.length ? true : undefined,
    );
    assertEqual(problems(), expected);
  });

  it('a finding is at the value to change and leads to what makes it true', async () => {
    const { document } = await open(applicationHost);
    const found = await diagnostic(applicationHost, shadowed);
    assertEqual(document.getText(found.range), '49152');
    assertEqual(
      found.relatedInformation?.map(({ location }) => location.uri.toString()),
      [uriOf(activeSyncConfig).toString()],
    );
  });

  it('the preferred quick fix ends its finding and brings none', async () => {
    const { document } = await open(applicationHost);
    const found = await diagnostic(applicationHost, accepted);
    const before = diagnosticsOf(applicationHost).length;
    const fix = (await quickFixes(applicationHost, found)).find(({ isPreferred }) => isPreferred);
    assert(fix?.edit, 'There is no preferred fix with an edit.');
    assert(await vscode.workspace.applyEdit(fix.edit), 'The edit was refused.');
    assertEqual(
      document.lineAt(found.range.start.line).text.trim(),
      '<access sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128" />',
    );
    await noDiagnostic(applicationHost, accepted);
    assertEqual(diagnosticsOf(applicationHost).length, before - 1);
  });

  it('a finding can be silenced for its line, and its page is offered', async () => {
    await open(applicationHost);
    const found = await diagnostic(applicationHost, accepted);
    const actions = await quickFixes(applicationHost, found);
    const page = actions.find(({ command }) => command?.command === 'exchangeCba.openRule');
    assertEqual(page?.command?.arguments, [accepted]);
    const silence = actions.find(({ title }) => title === `Suppress ${accepted} here`);
    assert(silence?.edit, 'There is no action that silences the finding.');
    assert(await vscode.workspace.applyEdit(silence.edit), 'The edit was refused.');
    await noDiagnostic(applicationHost, accepted);
    assertEqual(
      diagnosticsOf(applicationHost).filter((each) => ruleOf(each).includes('suppression')),
      [],
    );
  });

  it('an edit in web.config changes a verdict in applicationHost.config, and undoing it brings that back', async () => {
    await open(applicationHost);
    await diagnostic(applicationHost, shadowed);
    const editor = await open(activeSyncConfig);
    await replace(editor, rangeOf(editor, 'uploadReadAheadSize="0"'), 'uploadReadAheadSize="49152"');
    await noDiagnostic(applicationHost, shadowed);
    await vscode.commands.executeCommand('undo');
    await diagnostic(applicationHost, shadowed);
  });

  it('a file that changes on disk is checked again', async () => {
    await diagnostic(applicationHost, shadowed);
    const uri = uriOf(activeSyncConfig);
    const before = await vscode.workspace.fs.readFile(uri);
    const text = new TextDecoder().decode(before).replace('uploadReadAheadSize="0"', 'uploadReadAheadSize="49152"');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    await noDiagnostic(applicationHost, shadowed);
    await vscode.workspace.fs.writeFile(uri, before);
    await diagnostic(applicationHost, shadowed);
  });

  it('all safe fixes of a file are applied at once, and no other file is touched', async () => {
    const { document } = await open(applicationHost);
    await diagnostic(applicationHost, accepted);
    const web = await vscode.workspace.openTextDocument(uriOf(activeSyncConfig));
    const before = web.getText();
    // The command editor.action.codeAction does not wait for its action, and drops it without a word when the
    // light bulb asks again meanwhile. Saving asks as here.
    const actions = await codeActions(applicationHost, new vscode.Range(0, 0, document.lineCount, 0), fixAll);
    assertEqual(
      actions.map(({ title }) => title),
      ['Apply all safe fixes of Exchange CBA'],
    );
    assert(actions[0]?.edit, 'There is nothing to apply.');
    assert(await vscode.workspace.applyEdit(actions[0].edit), 'The edit was refused.');
    for (const rule of [accepted, 'exchange/mapping-disabled-on-server']) await noDiagnostic(applicationHost, rule);
    assertEqual(web.getText(), before);
    // Its fix lies in web.config.
    await diagnostic(applicationHost, shadowed);
    assert(document.getText().includes('<basicAuthentication enabled="true" />'), 'What needs a review was applied.');
    await diagnostic(applicationHost, 'exchange/basic-with-client-certificate');
  });

  it('a rule that the settings switch off says nothing', async () => {
    const rules = vscode.workspace.getConfiguration('exchangeCba');
    await diagnostic(applicationHost, shadowed);
    await rules.update('rules', { [shadowed]: 'off' }, vscode.ConfigurationTarget.Workspace);
    await noDiagnostic(applicationHost, shadowed);
    await rules.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await diagnostic(applicationHost, shadowed);
  });

  it('broken text gives its syntax errors while it is broken', async () => {
    const editor = await open(activeSyncConfig);
    await replace(editor, rangeOf(editor, '</configuration>'), '');
    const found = await diagnostic(activeSyncConfig, 'iis/not-well-formed');
    assertEqual(found.severity, vscode.DiagnosticSeverity.Error);
    await vscode.commands.executeCommand('undo');
    await noDiagnostic(activeSyncConfig, 'iis/not-well-formed');
  });
});
