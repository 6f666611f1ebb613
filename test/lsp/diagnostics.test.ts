// Pull diagnostics: exact places, evidence in other files, unchanged reports, and nothing on files that are
// not ours.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { DiagnosticSeverity, WorkspaceDiagnosticRequest } from 'vscode-languageserver/node';
import { fullCapabilities, TestClient } from './support/client.js';

const web = 'file:///ws/srv/web.config';
const host = 'file:///ws/srv/applicationHost.config';

test('a finding is a diagnostic at its place with rule, page, severity and evidence', async () => {
  const client = await TestClient.start({
    files: { [host]: '<host witness="seen here"/>' },
    initializationOptions: { ruleAddress: 'file:///pages/{rule}.md' },
  });
  await client.open(web, '<a>\r\n  <b bad="ü"/>\r\n</a>');
  assert.deepEqual(await client.diagnostics(web), [
    {
      range: { start: { line: 1, character: 10 }, end: { line: 1, character: 11 } },
      severity: DiagnosticSeverity.Error,
      code: 'fake/bad',
      codeDescription: { href: 'file:///pages/fake/bad.md' },
      source: 'exchange-cba',
      message: 'fake/bad: ü',
      relatedInformation: [
        {
          location: { uri: host, range: { start: { line: 0, character: 15 }, end: { line: 0, character: 24 } } },
          message: 'seen here',
        },
      ],
    },
  ]);
  await client.stop();
});

test('a client that knows neither evidence nor pages is not sent them', async () => {
  const { relatedInformation, codeDescriptionSupport, ...diagnostic } = fullCapabilities.textDocument!.diagnostic!;
  assert.ok(relatedInformation && codeDescriptionSupport);
  const client = await TestClient.start({
    files: { [web]: '<a bad="1" witness="w"/>' },
    capabilities: { ...fullCapabilities, textDocument: { diagnostic } },
    initializationOptions: { ruleAddress: 'file:///pages/{rule}.md' },
  });
  const [found] = await client.diagnostics(web);
  assert.ok(found);
  assert.equal(found.relatedInformation, undefined);
  assert.equal(found.codeDescription, undefined);
  await client.stop();
});

test('what reads the same is answered with unchanged', async () => {
  const client = await TestClient.start({ files: { [web]: '<a bad="1"/>' } });
  const first = await client.pull(web);
  assert.ok(first.kind === 'full' && first.resultId);
  assert.deepEqual(await client.pull(web, first.resultId), { kind: 'unchanged', resultId: first.resultId });
  // Another file changes without a say in this one.
  await client.open('file:///ws/web.config', '<other/>');
  assert.equal((await client.pull(web, first.resultId)).kind, 'unchanged');
  await client.open(web, '<a   bad="1"/>');
  const second = await client.pull(web, first.resultId);
  assert.ok(second.kind === 'full');
  assert.notEqual(second.resultId, first.resultId);
  await client.stop();
});

test('a file without findings is unchanged too', async () => {
  const client = await TestClient.start({ files: { [web]: '<a/>' } });
  const first = await client.pull(web);
  assert.ok(first.kind === 'full');
  assert.deepEqual(first.items, []);
  assert.equal((await client.pull(web, first.resultId)).kind, 'unchanged');
  await client.stop();
});

test('an edit of one file changes the verdict in another', async () => {
  const client = await TestClient.start({ files: { [host]: '<a needs="module"/>', [web]: '<a/>' } });
  assert.deepEqual(await client.messages(host), ['fake/needs: module']);
  await client.open(web, '<a gives="module"/>');
  assert.deepEqual(await client.messages(host), []);
  await client.change(web, 2, '<a gives="nothing"/>');
  assert.deepEqual(await client.messages(host), ['fake/needs: module']);
  await client.close(web);
  assert.deepEqual(await client.messages(host), ['fake/needs: module']);
  await client.stop();
});

test('the workspace is reported with files that no one has opened, and only what changed is told again', async () => {
  const other = 'file:///ws/Web.config';
  const client = await TestClient.start({
    files: { [web]: '<a bad="1"/>', [other]: '<a bad="2"/>', 'file:///ws/app.config': '<a bad="3"/>' },
  });
  const ask = (previousResultIds: { uri: string; value: string }[]) =>
    client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { identifier: 'exchange-cba', previousResultIds });
  const first = await ask([]);
  assert.deepEqual(first.items.map(({ uri, kind }) => [uri, kind]).sort(), [
    [other, 'full'],
    [web, 'full'],
  ]);
  const previous = first.items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
  assert.deepEqual(new Set((await ask(previous)).items.map(({ kind }) => kind)), new Set(['unchanged']));
  await client.open(web, '<a bad="good"/>', 7);
  const second = await ask(previous);
  assert.deepEqual(
    second.items
      .map((item) => [item.uri, item.kind, item.version, item.kind === 'full' ? item.items.length : -1])
      .sort(),
    [
      [other, 'unchanged', null, -1],
      [web, 'full', 7, 0],
    ],
  );
  await client.stop();
});

test('a document that was pulled is told in full again in the next report of the workspace', async () => {
  // A client stops showing a document while answers about it and about the workspace are on their way, and drops both.
  const client = await TestClient.start({ files: { [web]: '<a bad="1"/>' } });
  await client.open(web, '<a bad="1"/>');
  const ask = (previousResultIds: { uri: string; value: string }[]) =>
    client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds });
  const { items } = await ask([]);
  const previous = items.map(({ uri, resultId }) => ({ uri, value: resultId! }));
  await client.pull(web);
  const again = await ask(previous);
  assert.deepEqual(
    again.items.map((item) => [item.uri, item.kind === 'full' ? item.items.length : item.kind]),
    [[web, 1]],
  );
  assert.deepEqual(
    (await ask(previous)).items.map(({ kind }) => kind),
    ['unchanged'],
  );
  await client.stop();
});

test('a problem that came and went between two reports of the workspace is taken back in the next', async () => {
  const client = await TestClient.start({ files: { [web]: '<a/>' } });
  await client.open(web, '<a bad="1"/>');
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  await client.change(web, 2, '<a/>');
  await client.close(web);
  // No report of the workspace named the file while it had the problem, so the client names no result of it.
  const ask = () => client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  const { items } = await ask();
  assert.deepEqual(
    items.map((item) => [item.uri, item.kind === 'full' ? item.items : item.kind]),
    [[web, []]],
  );
  assert.deepEqual((await ask()).items, [], 'it is told once');
  await client.stop();
});

test('the client keeps its own spelling of a uri', async () => {
  const spelled = 'file:///WS/C:/exch 01/web.config';
  const client = await TestClient.start({ folders: ['file:///WS'] });
  await client.open(spelled, '<a bad="1"/>');
  assert.deepEqual(await client.messages(spelled), ['fake/bad: 1']);
  const report = await client.connection.sendRequest(WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
  assert.deepEqual(
    report.items.map(({ uri }) => uri),
    [spelled],
  );
  await client.stop();
});

test('other XML is left alone', async () => {
  const client = await TestClient.start();
  for (const uri of ['file:///ws/pom.xml', 'file:///ws/app.config', 'file:///ws/web.config.bak']) {
    await client.open(uri, '<a bad="1"/>');
    assert.deepEqual(await client.diagnostics(uri), []);
  }
  await client.stop();
});

test('a finding that goes by a change of another open document makes the client pull again', async () => {
  const client = await TestClient.start();
  await client.open(host, '<host gives="y"/>');
  await client.open(web, '<a needs="x"/>');
  assert.deepEqual(await client.messages(web), ['fake/needs: x']);
  const before = client.refreshes;
  await client.change(host, 2, '<host gives="x"/>');
  await client.messages(host);
  client.host.advance(1000);
  while (client.refreshes === before) await client.messages(host);
  assert.deepEqual(await client.messages(web), []);
  client.host.advance(1000);
  await client.messages(host);
  const settled = client.refreshes;
  await client.change(web, 2, '<a />');
  assert.deepEqual(await client.messages(web), []);
  client.host.advance(1000);
  await client.messages(host);
  assert.equal(client.refreshes, settled, 'what the client has pulled itself needs no refresh');
  await client.stop();
});
