// What the server says of itself depends on what the client can do, and serves both kinds.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { TextDocumentSyncKind } from 'vscode-languageserver/node';
import { fullCapabilities, TestClient } from './support/client.js';

test('a client that pulls is told about pull diagnostics, incremental sync and every feature', async () => {
  const client = await TestClient.start();
  const { capabilities, serverInfo } = client.result;
  assert.deepEqual(serverInfo, { name: 'exchange-cba', version: '1.2.3' });
  assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: TextDocumentSyncKind.Incremental });
  assert.deepEqual(capabilities.diagnosticProvider, {
    identifier: 'exchange-cba',
    interFileDependencies: true,
    workspaceDiagnostics: true,
  });
  assert.deepEqual(capabilities.codeActionProvider, {
    codeActionKinds: ['quickfix', 'source.fixAll.exchangeCba'],
    resolveProvider: true,
  });
  assert.equal(capabilities.hoverProvider, true);
  assert.equal(capabilities.documentSymbolProvider, true);
  await client.stop();
});

test('a client without capabilities gets no pull diagnostics and no code actions', async () => {
  const client = await TestClient.start({ capabilities: {} });
  assert.equal(client.result.capabilities.diagnosticProvider, undefined);
  assert.equal(client.result.capabilities.codeActionProvider, false);
  assert.deepEqual(client.registrations, []);
  await client.stop();
});

test('files and settings are watched where the client lets the server ask for it', async () => {
  const client = await TestClient.start({ capabilities: fullCapabilities });
  await client.pull('file:///ws/web.config');
  assert.deepEqual(client.registrations.map(({ method }) => method).sort(), [
    'workspace/didChangeConfiguration',
    'workspace/didChangeWatchedFiles',
  ]);
  await client.stop();
});
