// The cases about the editor, as far as the language server alone can show them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { samples } from '../support/paths.js';
import { TestClient } from '../lsp/support/client.js';
import type { CaseTests } from './support.js';

const folder = path.join(samples, 'contoso-exchange-2019');
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
const host = 'applicationHost.config';
const sync = 'FrontEnd/HttpProxy/sync/web.config';
const uriOf = (name: string): string => `file:///ws/${name}`;

function sample(): Promise<TestClient> {
  return TestClient.start({
    files: { [uriOf(host)]: read(host), [uriOf(sync)]: read(sync) },
    createProject: (input, previous) => createProject(input, rules, previous),
  });
}

/** Cases that take a real editor, or that other tests show in full. */
export const editorCasesElsewhere: Readonly<Record<string, string>> = {
  'editor/completion-empty-location': 'test/vscode/suite/typing.ts',
  'editor/german-half': 'test/lsp/german.test.ts',
  'editor/tree-hides-faults': 'test/core/editor/server-tree.test.ts',
};

export const editorCases: CaseTests = {
  'fixed-but-still-squiggled': async () => {
    const client = await sample();
    await client.open(uriOf(host), read(host));
    const shadowed = 'exchange/upload-read-ahead-shadowed';
    const codes = async (): Promise<unknown[]> => (await client.diagnostics(uriOf(host))).map(({ code }) => code);
    assert.ok((await codes()).includes(shadowed));
    const before = client.refreshes;
    // As an editor does that opens the other file in the background to change it.
    await client.open(uriOf(sync), read(sync));
    await client.change(uriOf(sync), 2, read(sync).replace('uploadReadAheadSize="0"', 'uploadReadAheadSize="49152"'));
    for (let tries = 0; client.refreshes === before && tries < 100; tries++) {
      client.host.advance(1000);
      await client.messages(uriOf(sync));
    }
    assert.ok(client.refreshes > before, 'the client is asked to pull again');
    assert.ok(!(await codes()).includes(shadowed));
    await client.stop();
  },
  'save-touches-other-file': async () => {
    const client = await sample();
    await client.open(uriOf(host), read(host));
    const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf(host) },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], only: ['source.fixAll.exchangeCba'], triggerKind: 1 },
    });
    const edits = actions.flatMap(({ edit }) => (edit?.documentChanges ?? []) as TextDocumentEdit[]);
    assert.deepEqual(
      edits.map(({ textDocument }) => textDocument.uri),
      [uriOf(host)],
    );
    await client.stop();
  },
};
