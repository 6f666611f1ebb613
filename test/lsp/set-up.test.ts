// Requests for changes of whole servers: choices, plans, scripts, and what wrong parameters get.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodeActionRequest, type CodeAction } from 'vscode-languageserver/node';
import {
  fixScriptRequest,
  fixServerRequest,
  setUpChoicesRequest,
  setUpRequest,
  setUpScriptRequest,
} from '../../server/src/protocol.js';
import { TestClient } from './support/client.js';

const host = 'file:///ws/exch01/applicationHost.config';
const text = '<server name="EXCH01">\n<x bad="wrong"/>\n</server>';
const root = 'file:///ws/exch01';

test('plans of servers are edits by lines, with the version of an open document', async () => {
  const client = await TestClient.start({ files: { [host]: text } });
  const ask = (method: string, params: unknown): Promise<unknown> => client.connection.sendRequest(method, params);
  const choices = (await ask(setUpChoicesRequest, { to: 'exchange' })) as { root: string }[];
  assert.deepEqual(
    choices.map((one) => one.root),
    [root],
  );
  const params = { roots: [root], to: 'exchange', virtualDirectories: ['Here/app'] };
  const plan = (await ask(setUpRequest, params)) as {
    kind: string;
    edits: { uri: string; edits: { newText: string }[] }[];
  };
  assert.equal(plan.kind, 'plan');
  assert.deepEqual(
    plan.edits.map(({ uri, edits }) => [uri, edits.map(({ newText }) => newText)]),
    [[host, ['exchange']]],
  );
  const script = { ...params, form: 'ems', rollback: true };
  assert.deepEqual(await ask(setUpScriptRequest, script), { kind: 'script', text: 'ems exchange back' });
  const fixes = (await ask(fixServerRequest, { root, mode: 'all' })) as typeof plan & { refused: string[] };
  assert.deepEqual([fixes.kind, fixes.refused], ['plan', []]);
  await client.stop();
});

test('wrong parameters and unknown servers get no change', async () => {
  const client = await TestClient.start({ files: { [host]: text } });
  const ask = (method: string, params: unknown): Promise<unknown> => client.connection.sendRequest(method, params);
  assert.deepEqual(await ask(setUpChoicesRequest, { to: 'elsewhere' }), []);
  assert.equal(await ask(setUpRequest, { roots: 'x', to: 'exchange', virtualDirectories: [] }), null);
  assert.equal(
    await ask(setUpScriptRequest, {
      roots: [root],
      to: 'exchange',
      virtualDirectories: [],
      form: 'exe',
      rollback: false,
    }),
    null,
  );
  assert.equal(await ask(fixServerRequest, null), null);
  const unknown = (await ask(setUpRequest, { roots: ['file:///x'], to: 'device', virtualDirectories: [] })) as {
    kind: string;
  };
  assert.equal(unknown.kind, 'problem');
  await client.stop();
});

test('a fix is offered as a script, until the files change', async () => {
  const client = await TestClient.start({ files: { [host]: text }, initializationOptions: { commands: true } });
  await client.open(host, text);
  const at = { line: 1, character: 9 };
  const actions = (await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: host },
    range: { start: at, end: at },
    context: { diagnostics: [] },
  })) as CodeAction[];
  const copy = actions.find(({ command }) => command?.command === 'exchangeCba.copyFix');
  const [argument] = copy?.command?.arguments as [{ generation: number; finding: number; titles: string[] }];
  assert.ok(argument.titles.length > 0);
  const params = { ...argument, remedy: 0, form: 'powershell', rollback: true };
  const result = await client.connection.sendRequest(fixScriptRequest, params);
  assert.deepEqual(result, { kind: 'script', text: `powershell ${argument.titles[0]!} back` });
  const later = await client.connection.sendRequest(fixScriptRequest, { ...params, generation: -1 });
  assert.equal(later, null);
  await client.stop();
});
