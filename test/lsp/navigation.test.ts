// Definition, references, symbols, renaming, notes, folding, selection, linked tags and formatting over the
// protocol.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import {
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  FoldingRangeRequest,
  InlayHintRequest,
  LinkedEditingRangeRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  WorkspaceSymbolRequest,
} from 'vscode-languageserver/node';
import { TestClient } from './support/client.js';

const web = 'file:///ws/exch01/sync/web.config';
const host = 'file:///ws/exch01/applicationHost.config';
const textDocument = { uri: web };
const text = '<!-- ü -->\n<a>\n<b x="1"></b>\n</a>';
const files = { [web]: text, [host]: '<configuration/>' };
const range = (line: number, from: number, to: number, toLine = line) => ({
  start: { line, character: from },
  end: { line: toLine, character: to },
});

test('places of core become locations', async () => {
  const client = await TestClient.start({ files });
  const position = { line: 1, character: 1 };
  const ask = client.connection;
  assert.deepEqual(await ask.sendRequest(DefinitionRequest.type, { textDocument, position }), [
    { uri: web, range: range(1, 1, 1) },
  ]);
  const references = (includeDeclaration: boolean) =>
    ask.sendRequest(ReferencesRequest.type, { textDocument, position, context: { includeDeclaration } });
  assert.deepEqual(await references(true), [{ uri: web, range: range(0, 0, 1, 1) }]);
  assert.deepEqual(await references(false), []);
  assert.deepEqual(await ask.sendRequest(WorkspaceSymbolRequest.type, { query: 'dws owa' }), [
    {
      name: 'Default Web Site/owa',
      kind: 4,
      location: { uri: host, range: range(0, 0, 1) },
      containerName: 'exch01',
    },
  ]);
  assert.deepEqual(await ask.sendRequest(WorkspaceSymbolRequest.type, { query: 'ecp' }), []);
  await client.stop();
});

test('renaming gives edits, or the reason why not', async () => {
  const client = await TestClient.start({ files });
  const position = { line: 0, character: 4 };
  const ask = client.connection;
  assert.deepEqual(await ask.sendRequest(PrepareRenameRequest.type, { textDocument, position }), range(0, 0, 4));
  const edit = await ask.sendRequest(RenameRequest.type, { textDocument, position, newName: 'new' });
  assert.deepEqual(edit?.documentChanges?.[0], {
    textDocument: { uri: web, version: null },
    edits: [{ range: range(0, 0, 4), newText: 'new' }],
  });
  await assert.rejects(ask.sendRequest(RenameRequest.type, { textDocument, position, newName: '' }), /cannot be empty/);
  await client.stop();
});

test('notes, folding, selection, linked tags, highlights and formatting', async () => {
  const client = await TestClient.start({ files });
  const ask = client.connection;
  assert.deepEqual(await ask.sendRequest(InlayHintRequest.type, { textDocument, range: range(0, 0, 4) }), [
    { position: { line: 0, character: 4 }, label: 'overridden by sync/web.config', paddingLeft: true },
  ]);
  assert.deepEqual(await ask.sendRequest(FoldingRangeRequest.type, { textDocument }), [{ startLine: 1, endLine: 2 }]);
  const position = { line: 2, character: 1 };
  const [selection] =
    (await ask.sendRequest(SelectionRangeRequest.type, { textDocument, positions: [position] })) ?? [];
  assert.ok(selection);
  assert.deepEqual(selection.range, range(2, 1, 2));
  assert.deepEqual(selection.parent?.range, range(2, 0, 9));
  const linked = await ask.sendRequest(LinkedEditingRangeRequest.type, { textDocument, position });
  assert.deepEqual(linked?.ranges, [range(2, 1, 2), range(2, 11, 12)]);
  const marked = await ask.sendRequest(DocumentHighlightRequest.type, { textDocument, position });
  assert.equal(marked?.length, 2);
  const options = { tabSize: 4, insertSpaces: true };
  assert.deepEqual(await ask.sendRequest(DocumentFormattingRequest.type, { textDocument, options }), [
    { range: range(1, 3, 0, 2), newText: '\n    ' },
  ]);
  await client.stop();
});

test('a document that is not served gets neutral answers', async () => {
  const client = await TestClient.start({ files });
  const unknown = { textDocument: { uri: 'file:///ws/pom.xml' }, position: { line: 0, character: 0 } };
  for (const { method } of [DefinitionRequest, DocumentHighlightRequest, PrepareRenameRequest]) {
    assert.equal(await client.connection.sendRequest(method, unknown), null);
  }
  await client.stop();
});
