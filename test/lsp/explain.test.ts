// The request that explains a status says what the command line says, and nothing for what is not a status.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { explainRequest } from '../../server/src/protocol.js';
import { outcomeOf, TestHost } from '../cli/support.js';
import { TestClient } from './support/client.js';

test('a status, a code, a reason, and a rule are explained as on the command line', async () => {
  const client = await TestClient.start();
  for (const text of ['403.7', '401.2', '500.19', '403.16.0x800B0109', 'AppOffline', 'tls/ds-mapper-disabled']) {
    const markdown = await client.connection.sendRequest(explainRequest, { text: ` ${text} ` });
    const { out } = await outcomeOf(['explain', text, '--format', 'markdown'], new TestHost());
    assert.match(out, /^## [^]*Sources: /, text);
    assert.equal(markdown, out, text);
  }
  await client.stop();
});

test('what is not a status has no answer', async () => {
  const client = await TestClient.start();
  for (const params of [{ text: 'Nonsense' }, { text: '' }, { text: 7 }, {}, null, undefined]) {
    assert.equal(await client.connection.sendRequest(explainRequest, params), null);
  }
  await client.stop();
});
