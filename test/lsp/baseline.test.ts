// Known findings: the editor writes the command line's file, and hides what such a file knows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject, rules } from '../../server/src/core/create-project.js';
import { baselineRequest, type ServerNode } from '../../server/src/protocol.js';
import { sampleFiles } from '../support/servers.js';
import { outcomeOf, TestHost } from '../cli/support.js';
import { TestClient } from './support/client.js';

const root = 'file:///contoso/exch01';
const files = Object.fromEntries(
  [...sampleFiles('contoso-exchange-2019')].map(([name, text]) => [`exch01/${name}`, text]),
);
const host = `${root}/applicationHost.config`;
const known = 'file:///contoso/known.json';

const start = (settings: unknown): Promise<TestClient> =>
  TestClient.start({
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`file:///contoso/${name}`, text])),
    folders: ['file:///contoso'],
    settings,
    createProject: (input, previous) => createProject(input, rules, previous),
  });

const codesOf = async (client: TestClient): Promise<unknown[]> =>
  (await client.diagnostics(host)).map(({ code }) => code);

test('the editor writes what check --create-baseline writes', async () => {
  const client = await start({});
  const text = await client.connection.sendRequest<string>(baselineRequest, { uri: known });
  const commandLine = new TestHost(files);
  await outcomeOf(['check', 'exch01', '--create-baseline', 'known.json'], commandLine);
  assert.deepEqual(commandLine.written, [['known.json', text]]);
  assert.equal(await client.connection.sendRequest(baselineRequest, { uri: 7 }), null);
  await client.stop();
});

test('known findings are hidden, new ones are not, and all are there again without the file', async () => {
  const client = await start({ baseline: 'known.json' });
  const before = await codesOf(client);
  assert.ok(before.length > 0);
  client.host.write(known, await client.connection.sendRequest<string>(baselineRequest, { uri: known }));
  await client.watched({ uri: known, type: 1 });
  assert.deepEqual(await codesOf(client), []);
  const [server] = await client.connection.sendRequest<ServerNode[]>('exchangeCba/servers');
  assert.match(server!.verdict, /No new problems, \d+ known\.$/);
  // What the status bar shows.
  client.host.advance(1000);
  await client.pull(host);
  assert.match(client.statuses.at(-1)!.servers[0]!.summary, /^No new problems, \d+ known$/);
  client.host.write(host, files['exch01/applicationHost.config']!.replace('</configuration>', '<a /></configuration>'));
  await client.watched({ uri: host, type: 2 });
  assert.equal((await codesOf(client)).length, 1);
  client.host.write(known, '{}');
  await client.watched({ uri: known, type: 2 });
  assert.equal((await codesOf(client)).length, before.length + 1);
  await client.stop();
});
