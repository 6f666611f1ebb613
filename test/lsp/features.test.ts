// Hover, completion, outline, lenses, links, the tree of servers, effective configuration and status: core's
// data as LSP's.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import {
  CodeLensRequest,
  CompletionRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  HoverRequest,
  type CompletionList,
} from 'vscode-languageserver/node';
import {
  certificateUsesRequest,
  effectiveRequest,
  reportRequest,
  serversRequest,
  type ProtocolCertificateUses,
  type ServerNode,
} from '../../server/src/protocol.js';
import { TestClient } from './support/client.js';

const host = 'file:///ws/exch01/applicationHost.config';
const web = 'file:///ws/exch01/sync/web.config';
const textDocument = { uri: web };
const position = { line: 1, character: 4 };
const text = '<!-- ü -->\n<access sslFlags="Ssl" configSource="x.xml"/>';

test('hover gives markdown and the range that it speaks of', async () => {
  const client = await TestClient.start({ files: { [web]: text } });
  assert.deepEqual(await client.connection.sendRequest(HoverRequest.type, { textDocument, position }), {
    contents: { kind: 'markdown', value: '**access** (0 schemas)' },
    range: { start: { line: 1, character: 1 }, end: { line: 1, character: 7 } },
  });
  const nothing = await client.connection.sendRequest(HoverRequest.type, {
    textDocument: { uri: 'file:///ws/pom.xml' },
    position,
  });
  assert.equal(nothing, null);
  await client.stop();
});

test('completion keeps the order of core; snippets only for clients that know them', async () => {
  const client = await TestClient.start({ files: { [web]: text } });
  const ask = async (asked: TestClient): Promise<CompletionList> =>
    (await asked.connection.sendRequest(CompletionRequest.type, { textDocument, position })) as CompletionList;
  const { items } = await ask(client);
  assert.deepEqual(
    items.map(({ label, sortText, insertTextFormat, textEdit }) => [label, sortText, insertTextFormat, textEdit]),
    [
      ['zebra', '0000', 2, { range: { start: position, end: position }, newText: '<zebra a="$1" />' }],
      ['alpha', '0001', 1, { range: { start: position, end: position }, newText: 'alpha' }],
    ],
  );
  // Clients match it against the text that the edit replaces.
  assert.deepEqual(
    items.map(({ filterText }) => filterText),
    ['<zebra', 'alpha'],
  );
  await client.stop();
  const simple = await TestClient.start({ files: { [web]: text }, capabilities: {} });
  assert.deepEqual(
    (await ask(simple)).items.map(({ textEdit, insertTextFormat }) => [
      textEdit && 'newText' in textEdit && textEdit.newText,
      insertTextFormat,
    ]),
    [
      ['<zebra a="" />', 1],
      ['alpha', 1],
    ],
  );
  await simple.stop();
});

test('the outline is nested, or flat for clients that cannot nest', async () => {
  const client = await TestClient.start({ files: { [web]: text } });
  const nested = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  const [site] = nested as { name: string; detail: string; children: { name: string }[] }[];
  assert.deepEqual(
    [site?.name, site?.detail, site?.children.map(({ name }) => name)],
    ['Default Web Site', 'id 1', ['""']],
  );
  await client.stop();
  const simple = await TestClient.start({ files: { [web]: text }, capabilities: {} });
  const flat = await simple.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  assert.deepEqual(
    (flat as { name: string; containerName?: string }[]).map(({ name, containerName }) => [name, containerName]),
    [
      ['Default Web Site', undefined],
      ['""', 'Default Web Site'],
    ],
  );
  await simple.stop();
});

test('lenses lead to what they speak of where the client has the command', async () => {
  const client = await TestClient.start({ files: { [web]: text }, initializationOptions: { commands: true } });
  const [lens] = (await client.connection.sendRequest(CodeLensRequest.type, { textDocument })) ?? [];
  assert.deepEqual(lens?.command, {
    title: 'Ends at Exchange',
    command: 'exchangeCba.showEffective',
    arguments: [{ root: 'file:///ws/exch01/sync', configurationPath: 'Default Web Site' }],
  });
  await client.stop();
});

test('lenses are statements, links lead to files', async () => {
  const client = await TestClient.start({ files: { [web]: text } });
  assert.deepEqual(await client.connection.sendRequest(CodeLensRequest.type, { textDocument }), [
    {
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
      command: { title: 'Ends at Exchange', command: '' },
    },
  ]);
  assert.deepEqual(await client.connection.sendRequest(DocumentLinkRequest.type, { textDocument }), [
    {
      range: { start: { line: 1, character: 37 }, end: { line: 1, character: 42 } },
      target: 'file:///ws/exch01/sync/x.xml',
      tooltip: 'x.xml',
    },
  ]);
  await client.stop();
});

test('the tree has each server with its sites, counting the findings of its own files', async () => {
  const client = await TestClient.start({
    files: {
      [host]: '<host server="Default Web Site" bad="1"/>',
      [web]: '<a choose="2"/>',
      'file:///ws/exch02/applicationHost.config': '<host server="Other"/>',
    },
  });
  const servers = await client.connection.sendRequest<ServerNode[]>(serversRequest);
  assert.deepEqual(
    servers.map(({ name, root, applicationHost, counts, children }) => ({
      name,
      root,
      applicationHost,
      counts,
      children: children.length,
    })),
    [
      {
        name: 'exch01',
        root: 'file:///ws/exch01',
        applicationHost: host,
        counts: { error: 1, warning: 1, information: 0, hint: 0 },
        children: 1,
      },
      {
        name: 'exch02',
        root: 'file:///ws/exch02',
        applicationHost: 'file:///ws/exch02/applicationHost.config',
        counts: { error: 0, warning: 0, information: 0, hint: 0 },
        children: 1,
      },
    ],
  );
  assert.deepEqual(servers[0]?.children, [
    {
      kind: 'application',
      label: 'app',
      detail: 'Pool',
      configurationPath: 'Default Web Site/app',
      validator: 'Exchange',
      place: { uri: host, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } } },
      counts: { error: 1, warning: 1, information: 0, hint: 0 },
      children: [],
    },
  ]);
  await client.stop();
});

test('the effective configuration of a place or of a path', async () => {
  const client = await TestClient.start({ files: { [host]: '<host server="S"/>', [web]: '<a/>' } });
  const ask = (params: unknown): Promise<unknown> => client.connection.sendRequest(effectiveRequest, params);
  const expected = { root: 'file:///ws/exch01', configurationPath: 'S/app', markdown: '# S/app' };
  assert.deepEqual(await ask({ uri: web, position: { line: 0, character: 0 } }), expected);
  assert.deepEqual(await ask({ root: 'file:///ws/exch01', configurationPath: 'S/app' }), expected);
  assert.equal(await ask({ root: 'file:///nowhere', configurationPath: 'S/app' }), null);
  assert.equal(await ask({ something: 'else' }), null);
  await client.stop();
});

test('the status tells of work, then of every server', async () => {
  const client = await TestClient.start({ files: { [host]: '<host server="S" bad="1"/>' } });
  await client.pull(host);
  assert.equal(client.statuses[0]?.busy, true);
  client.host.advance(1000);
  await client.pull(host);
  await client.pull(host);
  const { generation, ...status } = client.statuses.at(-1)!;
  assert.ok(generation > 0);
  assert.deepEqual(status, {
    busy: false,
    servers: [
      {
        root: 'file:///ws/exch01',
        name: 'exch01',
        termination: 'exchange',
        verdict: 'Client certificates are validated by Exchange (detected). 1 error found.',
        summary: '1 error found',
        counts: { error: 1, warning: 0, information: 0, hint: 0 },
      },
    ],
    files: 1,
    problems: [],
  });
  await client.stop();
});

test('the status tells of every verdict, though it counts the same', async () => {
  const client = await TestClient.start({ files: { [host]: '<host server="S"/>' } });
  await client.open(host, '<host server="S"/>');
  await client.pull(host);
  client.host.advance(1000);
  await client.pull(host);
  const before = client.statuses.at(-1)!;
  await client.change(host, 2, '<host server="S"/>\n');
  await client.pull(host);
  client.host.advance(1000);
  await client.pull(host);
  const after = client.statuses.at(-1)!;
  assert.equal(after.busy, false);
  assert.ok(after.generation > before.generation);
  await client.stop();
});

test('a client may ask where certificates are used: in lines, and only in files that are there', async () => {
  const client = await TestClient.start({ files: { [host]: '<server server="exch01"/>\n<x hash="abc"/>' } });
  const { records } = await client.connection.sendRequest<ProtocolCertificateUses>(certificateUsesRequest);
  const at = { uri: host, range: { start: { line: 1, character: 9 }, end: { line: 1, character: 12 } } };
  assert.deepEqual(records, [
    {
      endpoint: '0.0.0.0:443',
      sha1: 'abc',
      dsMapper: null,
      at,
      bindings: [{ site: 'here', information: ':443:', host: '', at }],
    },
  ]);
  await client.stop();
});

test('a report of the servers named, with links where they are wanted, and none of a server that is not there', async () => {
  const client = await TestClient.start({ files: { [host]: '<host server="S"/>' } });
  const ask = (params: unknown): Promise<unknown> => client.connection.sendRequest(reportRequest, params);
  const params = { kind: 'readiness', format: 'html', roots: ['file:///ws/exch01'] };
  assert.equal(await ask({ ...params, links: false }), 'html exch01 null');
  const place = { uri: host, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } } };
  const link = `command:exchangeCba.openPlace?${encodeURIComponent(JSON.stringify([place]))}`;
  assert.equal(await ask({ ...params, links: true }), `html exch01 ${link}`);
  assert.equal(await ask({ ...params, kind: 'compare' }), null);
  assert.equal(await ask({ something: 'else' }), null);
  await client.stop();
});
