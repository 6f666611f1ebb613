// Files that were found and not checked: they are listed, and one of them can be made to count.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject, rules } from '../../server/src/core/create-project.js';
import type { CheckFileResult, NotChecked } from '../../server/src/protocol.js';
import { serverText } from '../cli/support.js';
import { TestClient } from './support/client.js';

const locked =
  '<configuration><system.webServer><security><access sslFlags="Ssl" /></security></system.webServer></configuration>';

function started(files: Readonly<Record<string, string>>): Promise<TestClient> {
  return TestClient.start({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`file:///ws/${name}`, text])),
    createProject: (input, previous) => createProject(input, rules, previous),
  });
}

const listed = (client: TestClient): Promise<NotChecked[]> => client.connection.sendRequest('exchangeCba/notChecked');
const checkFile = (client: TestClient, name: string): Promise<CheckFileResult | null> =>
  client.connection.sendRequest('exchangeCba/checkFile', { uri: `file:///ws/${name}` });

test('a web.config under another name gets the entry that binds it, beside what the settings file says', async () => {
  for (const before of [null, '{ "termination": "exchange", "virtualDirectories": { "Default Web Site": "x" } }']) {
    const client = await started({
      'exch01/applicationHost.config': serverText(),
      'exch01/owa_web.config': locked,
      ...(before === null ? {} : { 'exch01/.exchange-cba.json': before }),
    });
    const found = await listed(client);
    assert.deepEqual(
      found.map(({ uri, canBeChecked }) => [uri, canBeChecked]),
      [['file:///ws/exch01/owa_web.config', true]],
    );
    const result = await checkFile(client, 'exch01/owa_web.config');
    assert.equal(result?.kind, 'settings');
    assert.deepEqual([result.uri, result.isNew], ['file:///ws/exch01/.exchange-cba.json', before === null]);
    client.host.write(result.uri, result.text);
    await client.watched({ uri: result.uri, type: before === null ? 1 : 2 });
    const codes = (await client.diagnostics('file:///ws/exch01/owa_web.config')).map(({ code }) => code);
    assert.deepEqual(codes, ['iis/locked-section']);
    assert.deepEqual(await listed(client), []);
    if (before !== null) assert.match(result.text, /"termination": "exchange"[^]*"Default Web Site": "x"/);
    await client.stop();
  }
});

test('settings that are no JSON are left alone', async () => {
  const client = await started({
    'exch01/applicationHost.config': serverText(),
    'exch01/owa_web.config': locked,
    'exch01/.exchange-cba.json': '{ "termination": ',
  });
  assert.equal((await checkFile(client, 'exch01/owa_web.config'))?.kind, 'problem');
  await client.stop();
});

test('an applicationHost.config under another name is checked when that is asked for', async () => {
  const name = 'EXCH01-applicationHost.config.txt';
  const client = await started({ [name]: serverText('<a></b>') });
  assert.deepEqual(
    (await listed(client)).map(({ canBeChecked }) => canBeChecked),
    [true],
  );
  assert.deepEqual(await client.diagnostics(`file:///ws/${name}`), []);
  assert.deepEqual(await checkFile(client, name), { kind: 'checked' });
  assert.notEqual((await client.diagnostics(`file:///ws/${name}`)).length, 0);
  assert.deepEqual(await listed(client), []);
  await client.stop();
});

test('what was checked under another name before counts from the start', async () => {
  const uri = 'file:///ws/EXCH01-applicationHost.config.txt';
  const client = await TestClient.start({
    files: { [uri]: serverText('<a></b>') },
    initializationOptions: { checkedFiles: [uri, 'file:///ws/gone.config'] },
    createProject: (input, previous) => createProject(input, rules, previous),
  });
  assert.notEqual((await client.diagnostics(uri)).length, 0);
  assert.deepEqual(await listed(client), []);
  await client.stop();
});

test('what cannot be made to count is listed with the reason', async () => {
  const client = await started({ 'web.config': locked });
  const [only] = await listed(client);
  assert.match(only?.why ?? '', /^checked separately/);
  assert.equal(only?.canBeChecked, false);
  assert.equal(await checkFile(client, 'web.config'), null);
  await client.stop();
});
