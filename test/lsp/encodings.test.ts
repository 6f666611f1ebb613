// What the bytes of a file say against it is found in an open document too, for as long as saving keeps it.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { messageOf, TestClient } from './support/client.js';

const uri = 'file:///ws/web.config';
const content =
  '<configuration><system.webServer><asp enableParentPaths="true" /></system.webServer></configuration>\n';

async function opened(bytes: Uint8Array, text: string): Promise<TestClient> {
  const client = await TestClient.start({
    files: { [uri]: bytes },
    createProject: (input, previous) => createProject(input, rules, previous),
  });
  await client.open(uri, text);
  return client;
}

const found = async (client: TestClient): Promise<string[]> =>
  (await client.diagnostics(uri)).filter(({ code }) => code === 'iis/not-well-formed').map(messageOf);

test('bytes that are not valid in the encoding are replaced when the document is saved', async () => {
  const bytes = Buffer.from(`${content}<!-- M\xfcnchen -->`, 'latin1');
  const text = bytes.toString('utf8');
  const client = await opened(bytes, text);
  assert.match((await found(client)).join('\n'), /This byte is not valid utf-8/);
  await client.change(uri, 2, `${text}\n`);
  assert.deepEqual(await found(client), []);
  await client.change(uri, 3, text);
  assert.equal((await found(client)).length, 1);
  await client.stop();
});

test('a wrong declaration stays wrong until it is corrected', async () => {
  const text = `<?xml version="1.0" encoding="utf-16"?>\n${content}`;
  const client = await opened(Buffer.from(text), text);
  assert.match((await found(client)).join('\n'), /says utf-16, but the file is utf-8/);
  await client.change(uri, 2, `${text}\n`);
  assert.equal((await found(client)).length, 1);
  await client.change(uri, 3, text.replace('utf-16', 'utf-8'));
  assert.deepEqual(await found(client), []);
  await client.stop();
});
