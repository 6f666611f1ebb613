// Files, folders and settings that change, files that configuration names, and files that only the client can
// read.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import {
  DidChangeConfigurationNotification,
  DidChangeWorkspaceFoldersNotification,
  FileChangeType,
  HoverRequest,
  type Hover,
} from 'vscode-languageserver/node';
import { muchText, type Host } from '../../server/src/host/host.js';
import { MemoryHost } from '../support/memory-host.js';
import { files as fileRequests, type FileParams, type ListFilesParams } from '../../server/src/protocol.js';
import { fullCapabilities, TestClient } from './support/client.js';
import { createFakeProject } from './support/fake-project.js';

const web = 'file:///ws/exch01/web.config';

async function hoverText(client: TestClient, uri: string): Promise<string> {
  const hover: Hover | null = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line: 0, character: 2 },
  });
  return hover && typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : '';
}

test('memory is saved while many files are read, before the first model is made', async (t) => {
  const events: string[] = [];
  const host: Host = MemoryHost.prototype;
  host.saveMemory = () => void events.push('saves');
  t.after(() => delete host.saveMemory);
  const createProject: typeof createFakeProject = (input, previous) => {
    events.push(`${input.files.length} files`);
    return createFakeProject(input, previous);
  };
  const text = `<a>${' '.repeat(muchText / 3)}</a>`;
  const files = Object.fromEntries([1, 2, 3].map((n) => [`file:///ws/exch0${n}/web.config`, text]));
  const client = await TestClient.start({ files, createProject });
  assert.deepEqual(await client.messages(web), []);
  await client.stop();
  assert.deepEqual(events.slice(0, 2), ['saves', '3 files']);
});

test('watched files: made, changed, deleted, and a whole folder deleted', async () => {
  const client = await TestClient.start();
  assert.deepEqual(await client.messages(web), []);
  client.host.write(web, '<a bad="made"/>');
  await client.watched({ uri: web, type: FileChangeType.Created });
  assert.deepEqual(await client.messages(web), ['fake/bad: made']);
  client.host.write(web, '<a bad="changed"/>');
  await client.watched({ uri: web, type: FileChangeType.Changed });
  assert.deepEqual(await client.messages(web), ['fake/bad: changed']);
  client.host.delete('file:///ws/exch01');
  await client.watched({ uri: 'file:///ws/exch01', type: FileChangeType.Deleted });
  assert.deepEqual(await client.messages(web), []);
  await client.stop();
});

test('news of files makes the client pull again, once for many; news without a difference does not', async () => {
  const client = await TestClient.start({ files: { [web]: '<a bad="1"/>' } });
  await client.messages(web);
  client.host.advance(1000);
  await client.messages(web);
  const before = client.refreshes;
  for (const text of ['<a bad="2"/>', '<a bad="3"/>']) {
    client.host.write(web, text);
    await client.watched({ uri: web, type: FileChangeType.Changed });
    await client.messages(web);
  }
  client.host.advance(1000);
  await client.messages(web);
  assert.equal(client.refreshes, before + 1);
  await client.watched({ uri: web, type: FileChangeType.Changed });
  await client.messages(web);
  client.host.advance(1000);
  await client.messages(web);
  assert.equal(client.refreshes, before + 1);
  await client.stop();
});

test('files of other names are not even read', async () => {
  const client = await TestClient.start({ files: { 'file:///ws/Main.java': 'class Main {}' } });
  await client.watched({ uri: 'file:///ws/Main.java', type: FileChangeType.Changed });
  await client.messages(web);
  assert.equal(client.host.reads.get('file:///ws/Main.java'), undefined);
  await client.stop();
});

test('a document of another name is not read when it is closed', async () => {
  const notes = 'file:///ws/Notes.java';
  const client = await TestClient.start({ files: { [notes]: '<a bad="1"/>' } });
  await client.open(notes, '<a bad="1"/>');
  assert.deepEqual(await client.messages(notes), []);
  await client.close(notes);
  assert.deepEqual(await client.messages(notes), []);
  assert.equal(client.host.reads.get(notes), undefined);
  await client.stop();
});

test('folders that are added are read, and those that are removed forgotten', async () => {
  const client = await TestClient.start({ files: { [web]: '<a bad="1"/>', 'file:///two/web.config': '<a bad="2"/>' } });
  await client.messages(web);
  assert.deepEqual(await client.messages('file:///two/web.config'), []);
  await client.connection.sendNotification(DidChangeWorkspaceFoldersNotification.type, {
    event: { added: [{ uri: 'file:///two', name: 'two' }], removed: [{ uri: 'file:///ws', name: 'ws' }] },
  });
  assert.deepEqual(await client.messages('file:///two/web.config'), ['fake/bad: 2']);
  assert.deepEqual(await client.messages(web), []);
  await client.stop();
});

test('settings: severities, a switched-off rule, and wrong values that are named in the log', async () => {
  const client = await TestClient.start({
    files: { [web]: '<a bad="1" choose="2"/>' },
    settings: { rules: { 'fake/bad': 'hint' } },
  });
  assert.deepEqual(
    (await client.diagnostics(web)).map(({ severity }) => severity),
    [4, 2],
  );
  client.settings = { rules: { 'fake/bad': 'off', 'fake/choose': 'fatal' }, termination: 'sideways' };
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  // Fetching the settings is a request of the server's own; its answer makes it refresh.
  while ((await client.diagnostics(web)).length !== 1) client.host.advance(10);
  assert.deepEqual(await client.messages(web), ['fake/choose: 2']);
  assert.ok(
    client.log.some((line) => line.includes('sideways')),
    client.log.join('\n'),
  );
  assert.ok(
    client.log.some((line) => line.includes('fatal')),
    client.log.join('\n'),
  );
  await client.stop();
});

test('settings that were asked for earlier and come later are not taken', async () => {
  const answers: ((settings: unknown) => void)[] = [];
  const client = await TestClient.start({
    files: { [web]: '<a bad="1"/>' },
    prepare: (connection) => {
      let first = true;
      connection.onRequest('workspace/configuration', () => {
        if (!first)
          return new Promise((resolve) =>
            answers.push((settings) => {
              resolve([settings]);
            }),
          );
        first = false;
        return [{}];
      });
    },
  });
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  for (let change = 1; change <= 2; change++) {
    await client.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
    while (answers.length < change) await client.messages(web);
  }
  answers[1]!({ rules: { 'fake/bad': 'off' } });
  while ((await client.messages(web)).length > 0) await client.host.yield();
  answers[0]!({});
  for (let round = 0; round < 5; round++) assert.deepEqual(await client.messages(web), []);
  await client.stop();
});

test('clients without workspace/configuration send their settings along', async () => {
  const client = await TestClient.start({
    capabilities: { textDocument: { diagnostic: {} } },
    files: { [web]: '<a bad="1"/>' },
    initializationOptions: { settings: { rules: { 'fake/bad': 'off' } } },
  });
  assert.deepEqual(await client.messages(web), []);
  await client.connection.sendNotification(DidChangeConfigurationNotification.type, {
    settings: { exchangeCba: { rules: {} } },
  });
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  await client.stop();
});

test('a client that does not answer for its settings is served with the defaults', async () => {
  const client = await TestClient.start({
    files: { [web]: '<a bad="1"/>' },
    prepare: (connection) => {
      connection.onRequest('workspace/configuration', () => new Promise(() => undefined));
    },
  });
  const answer = client.messages(web);
  while (client.host.waiting < 2) await client.host.yield();
  client.host.advance(5_000);
  assert.deepEqual(await answer, ['fake/bad: 1']);
  client.connection.dispose();
});

test('schema files come from the folder beside applicationHost.config and from the setting', async () => {
  const client = await TestClient.start({
    files: {
      'file:///ws/exch01/applicationHost.config': '<host/>',
      'file:///ws/exch01/schema/IIS_schema.xml': '<configSchema/>',
      'file:///ws/exch01/schema/readme.txt': '',
      'file:///C:/schemas/FX_schema.xml': '<configSchema/>',
      [web]: '<a/>',
    },
    settings: { schemaFolder: 'C:\\schemas' },
  });
  assert.equal(await hoverText(client, web), '**a** (2 schemas)');
  client.host.delete('file:///ws/exch01/schema/IIS_schema.xml');
  await client.watched({ uri: 'file:///ws/exch01/schema/IIS_schema.xml', type: FileChangeType.Deleted });
  assert.equal(await hoverText(client, web), '**a** (1 schemas)');
  await client.stop();
});

test('files that a configuration names are served like the others, until nothing names them any more', async () => {
  const named = 'file:///ws/exch01/modules.xml';
  const client = await TestClient.start({
    files: { [web]: '<a configSource="modules.xml" needs="m"/>', [named]: '<modules gives="m" bad="1"/>' },
  });
  assert.deepEqual(await client.messages(web), []);
  assert.deepEqual(await client.messages(named), ['fake/bad: 1']);
  await client.messages(web);
  const opened = client.registrations.filter(({ method }) => method === 'textDocument/didOpen');
  assert.deepEqual(
    opened.map(({ registerOptions }) => registerOptions as unknown),
    [{ documentSelector: [{ pattern: '**/ws/exch01/modules.xml' }] }],
  );
  await client.open(named, '<modules bad="2"/>');
  assert.deepEqual(await client.messages(named), ['fake/bad: 2']);
  assert.deepEqual(await client.messages(web), ['fake/needs: m']);
  await client.close(named);
  await client.open(web, '<a/>');
  assert.deepEqual(await client.messages(named), []);
  await client.messages(web);
  assert.deepEqual(
    client.registrations.filter(({ method }) => method === 'textDocument/didOpen'),
    [],
  );
  await client.stop();
});

test('files that name each other in a circle come to an end', async () => {
  const client = await TestClient.start({
    files: { [web]: '<a configSource="b.xml" bad="1"/>', 'file:///ws/exch01/b.xml': '<b configSource="web.config"/>' },
  });
  assert.deepEqual(await client.messages(web), ['fake/bad: 1']);
  await client.stop();
});

test('a file opened outside the workspace brings its neighbours', async () => {
  const lone = 'file:///elsewhere/applicationHost.config';
  const client = await TestClient.start({
    folders: [],
    files: { 'file:///elsewhere/web.config': '<a gives="x"/>', 'file:///elsewhere/deep/web.config': '<a gives="y"/>' },
  });
  await client.open(lone, '<a needs="x"/><b needs="y"/>');
  assert.deepEqual(await client.messages(lone), ['fake/needs: y']);
  await client.stop();
});

test('what cannot be read is left out, once in the log and in the status', async () => {
  const client = await TestClient.start({
    files: { [web]: Uint8Array.of(0x4d, 0x5a, 0, 0), 'file:///ws/web.config': '<a bad="1"/>' },
  });
  assert.deepEqual(await client.messages('file:///ws/web.config'), ['fake/bad: 1']);
  assert.deepEqual(await client.messages(web), []);
  client.host.advance(1000);
  await client.messages(web);
  await client.messages(web);
  assert.deepEqual(
    client.log.filter((line) => line.includes('binary')),
    [`${web} is not checked: it is binary.`],
  );
  assert.deepEqual(client.statuses.at(-1)?.problems, [`${web} is not checked: it is binary.`]);
  await client.stop();
});

test('a client that announces its files is asked for those that the server cannot read', async () => {
  const remote = new MemoryHost({ 'vscode-vfs://github/o/r/web.config': '<a bad="ü"/>' });
  const client = await TestClient.start({
    folders: ['vscode-vfs://github/o/r'],
    initializationOptions: { files: true },
    capabilities: fullCapabilities,
    // The server's own host holds no such file; it is made to refuse the scheme below.
    prepare: (connection) => {
      connection.onRequest(fileRequests.list, ({ folder, query }: ListFilesParams) => remote.list(folder, query));
      connection.onRequest<object, unknown>(fileRequests.read, async ({ uri }: FileParams) => {
        const result = await remote.read(uri);
        return result.kind === 'bytes'
          ? { kind: 'bytes', base64: Buffer.from(result.bytes).toString('base64') }
          : result;
      });
    },
    localScheme: 'file:',
  });
  assert.deepEqual(await client.messages('vscode-vfs://github/o/r/web.config'), ['fake/bad: ü']);
  await client.stop();
});

test('a client that announces its files and fails is survived', async () => {
  const client = await TestClient.start({
    folders: ['vscode-vfs://github/o/r'],
    initializationOptions: { files: true },
    localScheme: 'file:',
  });
  await client.open('vscode-vfs://github/o/r/web.config', '<a bad="open"/>');
  assert.deepEqual(await client.messages('vscode-vfs://github/o/r/web.config'), ['fake/bad: open']);
  assert.ok(
    client.log.some((line) => line.includes('could not be searched')),
    client.log.join('\n'),
  );
  await client.stop();
});

test('a file outside of every workspace folder is checked until the last document of its folder is closed', async () => {
  const outside = 'file:///elsewhere/web.config';
  const beside = 'file:///elsewhere/redirection.config';
  const client = await TestClient.start({ files: { [outside]: '<a bad="1"/>', [beside]: '<a bad="2"/>' } });
  assert.deepEqual(await client.messages(beside), []);
  await client.open(outside, '<a bad="1"/>');
  assert.deepEqual(await client.messages(beside), ['fake/bad: 2']);
  await client.close(outside);
  assert.deepEqual(await client.messages(outside), []);
  assert.deepEqual(await client.messages(beside), []);
  await client.stop();
});
