// Outline, folding and selection of an open configuration need its text alone: they answer before anything is
// checked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DocumentSymbolRequest, FoldingRangeRequest, SelectionRangeRequest } from 'vscode-languageserver/node';
import { TestClient } from './support/client.js';
import { createFakeProject, type CreateProject } from './support/fake-project.js';

const web = 'file:///ws/web.config';
const text = '<configuration>\n  <system.webServer>\n    <handlers />\n  </system.webServer>\n</configuration>\n';

test('syntax of a document answers while the check of it cannot', async () => {
  let checks = 0;
  let isBlocked = false;
  const createProject: CreateProject = (input, previous) => {
    checks++;
    if (isBlocked) throw new Error('The check has not come to an end.');
    return createFakeProject(input, previous);
  };
  const client = await TestClient.start({ createProject });
  await client.open(web, '<configuration />');
  await client.messages(web);
  isBlocked = true;
  await client.change(web, 2, text);
  const before = checks;
  const textDocument = { uri: web };
  const outline = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  assert.deepEqual(
    outline?.map(({ name }) => name),
    ['system.webServer'],
  );
  const folds = await client.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
  assert.deepEqual(
    folds?.map(({ startLine, endLine }) => [startLine, endLine]),
    [
      [0, 3],
      [1, 2],
    ],
  );
  const positions = [{ line: 2, character: 6 }];
  const selections = await client.connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions });
  assert.equal(selections?.[0]?.range.start.line, 2);
  assert.equal(checks, before, 'none of the requests asked for a check');
  isBlocked = false;
  await client.stop();
});

test('a location without a path has its name in the language of the user', async () => {
  const client = await TestClient.start({ initializationOptions: { translations: { 'all below': 'alles darunter' } } });
  await client.open(
    web,
    '<configuration><location><system.webServer /></location><location path="a" /></configuration>',
  );
  const outline = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri: web } });
  assert.deepEqual(
    outline?.map(({ name }) => name),
    ['alles darunter', 'a'],
  );
  await client.stop();
});
