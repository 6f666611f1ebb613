// A mistake of ours takes one answer, never the server; what the client no longer wants is not worked out.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import {
  CancellationTokenSource,
  DocumentDiagnosticRequest,
  HoverRequest,
  LSPErrorCodes,
} from 'vscode-languageserver/node';
import { TestClient } from './support/client.js';
import { createFakeProject, type CreateProject } from './support/fake-project.js';

const web = 'file:///ws/web.config';
const position = { line: 0, character: 2 };

test('a feature that throws answers neutrally and is logged; the others go on', async () => {
  const client = await TestClient.start({ files: { [web]: '<a bad="1"/><!-- CRASH-HOVER -->' } });
  assert.equal(await client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: web }, position }), null);
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  assert.ok(client.log.some((line) => line.includes('textDocument/hover failed: Error: The hover has a mistake.')));
  await client.stop();
});

test('a rule that throws is named; the findings of the others stay', async () => {
  const client = await TestClient.start({ files: { [web]: '<a bad="1"/><!-- BROKEN-RULE -->' } });
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  client.host.advance(1000);
  await client.messages(web);
  await client.messages(web);
  assert.deepEqual(
    client.log.filter((line) => line.includes('fake/broken')),
    ['Rule fake/broken failed: oops'],
  );
  assert.deepEqual(client.statuses.at(-1)?.problems, ['Rule fake/broken failed; its findings are missing.']);
  await client.stop();
});

test('a core that throws leaves no stale diagnostics, says so, and recovers with the next edit', async () => {
  const client = await TestClient.start();
  await client.open(web, '<a bad="1"/>');
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  await client.change(web, 2, '<a bad="1"/>CRASH ');
  assert.deepEqual(await client.messages(web), []);
  client.host.advance(1000);
  await client.messages(web);
  await client.messages(web);
  assert.deepEqual(client.statuses.at(-1)?.problems, ['The configuration could not be checked; see the output.']);
  await client.change(web, 3, '<a bad="1"/>');
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  await client.stop();
});

test('a cancelled request is answered as cancelled and nothing is checked for it', async () => {
  let judged = 0;
  const counting: CreateProject = (input, previous) => {
    judged++;
    return createFakeProject(input, previous);
  };
  const client = await TestClient.start({ createProject: counting });
  await client.open(web, '<a bad="1"/>');
  const source = new CancellationTokenSource();
  const answer = client.connection.sendRequest(
    DocumentDiagnosticRequest.type,
    { textDocument: { uri: web } },
    source.token,
  );
  source.cancel();
  await assert.rejects(answer, { code: LSPErrorCodes.RequestCancelled });
  assert.equal(judged, 0);
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  await client.stop();
});

test('one generation is checked once, however much is asked', async () => {
  let judged = 0;
  const counting: CreateProject = (input, previous) => {
    judged++;
    return createFakeProject(input, previous);
  };
  const client = await TestClient.start({ createProject: counting });
  await client.open(web, '<a bad="1"/>');
  await Promise.all([
    client.messages(web),
    client.messages(web),
    client.connection.sendRequest(HoverRequest.type, { textDocument: { uri: web }, position }),
  ]);
  assert.equal(judged, 1);
  // A burst of typing is checked at its end.
  for (let version = 2; version < 30; version++) await client.change(web, version, `<a bad="${version}"/>`);
  assert.deepEqual(await client.messages(web), ['fake/bad: 29']);
  assert.equal(judged, 2);
  await client.stop();
});

test('initialization options of any kind are survived', async () => {
  for (const initializationOptions of [
    null,
    5,
    'x',
    [],
    { ruleAddress: 1, translations: { a: 1 }, files: 'yes', settings: 3 },
  ]) {
    const client = await TestClient.start({
      initializationOptions: initializationOptions as never,
      files: { [web]: '<a bad="1"/>' },
    });
    assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
    await client.stop();
  }
});
