// The request for the commands whose saved output would tell more: the project's answer, and none for wrong
// parameters.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evidenceToGetRequest } from '../../server/src/protocol.js';
import { TestClient } from './support/client.js';

test('commands for evidence that is missing', async () => {
  const client = await TestClient.start();
  const ask = (params: unknown): Promise<unknown> => client.connection.sendRequest(evidenceToGetRequest, params);
  assert.deepEqual(await ask({ root: 'file:///ws/exch01' }), [
    { command: 'get file:///ws/exch01', saveAs: 'x.txt', why: 'It tells.', runOn: 'exchange' },
  ]);
  for (const params of [{}, { root: 7 }, null, undefined]) assert.deepEqual(await ask(params), []);
  await client.stop();
});
