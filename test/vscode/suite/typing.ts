// Writing a location with accepted completions alone: an empty place becomes a right location for client
// certificates.
import * as vscode from 'vscode';
import { applicationHost, assert, assertEqual, open } from './support/editor.js';

/**
 * Accepts a suggestion at the caret as the editor does: its range is replaced, its snippet's first stop gets
 * the caret.
 */
async function accept(editor: vscode.TextEditor, label: string): Promise<void> {
  const { document, selection } = editor;
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    selection.active,
  );
  const item = items.find((candidate) => candidate.label === label);
  assert(item, `${label} is not offered at ${selection.active.line}:${selection.active.character}.`);
  const range = item.range instanceof vscode.Range ? item.range : item.range?.replacing;
  const text = item.insertText ?? label;
  if (typeof text !== 'string') {
    await editor.insertSnippet(text, range);
    return;
  }
  const replaced = range ?? new vscode.Range(selection.active, selection.active);
  await editor.edit((edit) => {
    edit.replace(replaced, text);
  });
  const end = replaced.start.translate(0, text.length);
  editor.selection = new vscode.Selection(end, end);
}

const next = (): Thenable<unknown> => vscode.commands.executeCommand('jumpToNextSnippetPlaceholder');

describe('typing', () => {
  it('writes a location for client certificates with completions alone', async () => {
    const editor = await open(applicationHost);
    const { document } = editor;
    const end = document.positionAt(document.getText().lastIndexOf('</configuration>'));
    await editor.edit((edit) => {
      edit.insert(end, '    \n');
    });
    const start = end.translate(0, 4);
    editor.selection = new vscode.Selection(start, start);

    await accept(editor, 'location');
    await accept(editor, 'Default Web Site/EWS');
    await next();
    await accept(editor, 'system.webServer');
    await accept(editor, 'security');
    await accept(editor, 'access');
    await accept(editor, 'sslFlags');
    for (const flag of ['Ssl', 'SslNegotiateCert', 'SslRequireCert']) {
      await accept(editor, flag);
      if (flag !== 'SslRequireCert') await vscode.commands.executeCommand('type', { text: ', ' });
    }
    const written = document.getText(new vscode.Range(end, document.positionAt(document.getText().length)));
    assertEqual(
      written.split('\n').map((line) => line.trimEnd()),
      [
        '    <location path="Default Web Site/EWS">',
        '        <system.webServer>',
        '            <security>',
        '                <access sslFlags="Ssl, SslNegotiateCert, SslRequireCert" />',
        '            </security>',
        '        </system.webServer>',
        '    </location>',
        '</configuration>',
        '',
      ],
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('puts system.webServer before webFarms for webS, and offers nothing that a location may not hold', async () => {
    const editor = await open(applicationHost);
    const { document } = editor;
    const text = document.getText();
    const position = document.positionAt(
      text.indexOf('<system.webServer>', text.lastIndexOf('<location path="Default')),
    );
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    const filters = new Map(items.map(({ label, filterText }) => [label, filterText]));
    assert(
      filters.get('system.webServer')?.startsWith('<webServer'),
      `system.webServer is found by ${String(filters.get('system.webServer'))}`,
    );
    assert(!filters.has('system.applicationHost'), 'system.applicationHost is offered inside a location.');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('indents a line that is begun between two tags', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'xml',
      content: '<configuration></configuration>',
    });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 15, 0, 15);
    await vscode.commands.executeCommand('type', { text: '\n' });
    assertEqual(document.getText().split(/\r?\n/), ['<configuration>', '    ', '</configuration>']);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
