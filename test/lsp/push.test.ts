// Clients that cannot pull are told about diagnostics a moment after the last change.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { HoverRequest, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { TestClient } from './support/client.js';

const web = 'file:///ws/web.config';
const other = 'file:///ws/exch01/web.config';

/** Lets the server read and check, and its messages arrive. */
async function settle(client: TestClient): Promise<PublishDiagnosticsParams[]> {
  const ask = (): Promise<unknown> =>
    client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: web },
      position: { line: 0, character: 0 },
    });
  await ask();
  client.host.advance(300);
  await ask();
  await ask();
  return client.published.splice(0);
}

const summary = (published: readonly PublishDiagnosticsParams[]): unknown[] =>
  published.map(({ uri, version, diagnostics }) => [uri, version, diagnostics.map(({ message }) => message)]);

test('findings of every file are published, and taken back when they are gone', async () => {
  const client = await TestClient.start({ capabilities: {}, files: { [other]: '<a needs="x"/>' } });
  await client.open(web, '<a bad="1"/>', 3);
  assert.deepEqual(summary(await settle(client)).sort(), [
    [other, undefined, ['fake/needs: x']],
    [web, 3, ['fake/bad: 1']],
  ]);
  await client.change(web, 4, '<a gives="x"/>');
  assert.deepEqual(summary(await settle(client)).sort(), [
    [other, undefined, []],
    [web, 4, []],
  ]);
  await client.stop();
});

test('many changes are published once', async () => {
  const client = await TestClient.start({ capabilities: {} });
  await client.open(web, '<a/>');
  await settle(client);
  for (let version = 2; version < 12; version++) {
    await client.change(web, version, `<a bad="${version}"/>`);
    client.host.advance(100);
  }
  assert.deepEqual(summary(await settle(client)), [[web, 11, ['fake/bad: 11']]]);
  await client.stop();
});

test('nothing is published when nothing differs', async () => {
  const client = await TestClient.start({ capabilities: {}, files: { [other]: '<a bad="1"/>' } });
  await client.open(web, '<a/>');
  assert.deepEqual(summary(await settle(client)), [[other, undefined, ['fake/bad: 1']]]);
  await client.change(web, 2, '<b/>');
  assert.deepEqual(await settle(client), []);
  await client.stop();
});
