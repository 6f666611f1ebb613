// Quick fixes: one action a remedy, the safe one preferred, silencing, the rule's page, all safe remedies at
// once.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTriggerKind,
  TextDocumentEdit,
  type CodeAction,
  type Position,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { fullCapabilities, TestClient, type ClientOptions } from './support/client.js';

const web = 'file:///ws/web.config';

async function actionsAt(
  client: TestClient,
  position: Position,
  context: { only?: string[]; triggerKind?: CodeActionTriggerKind } = {},
): Promise<CodeAction[]> {
  const result = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: web },
    range: { start: position, end: position },
    context: { diagnostics: [], ...context },
  });
  return (result ?? []) as CodeAction[];
}

async function started(text: string, options: ClientOptions = {}): Promise<TestClient> {
  const client = await TestClient.start(options);
  await client.open(web, text, 5);
  return client;
}

/** The text after an action's edit of the one file. */
function applied(text: string, action: CodeAction | undefined): string {
  const [change] = action?.edit?.documentChanges ?? [];
  assert.ok(change && TextDocumentEdit.is(change), `no edit in ${JSON.stringify(action)}`);
  assert.deepEqual(change.textDocument, { uri: web, version: 5 });
  const edits = change.edits.map((edit) => ({ range: edit.range, newText: 'newText' in edit ? edit.newText : '' }));
  return TextDocument.applyEdits(TextDocument.create(web, 'xml', 5, text), edits);
}

const invoked = { triggerKind: CodeActionTriggerKind.Invoked };
const automatic = { triggerKind: CodeActionTriggerKind.Automatic };
const text = '<a bad="1"/>\n<b bad="2"/>';
const atFirst = { line: 0, character: 9 };

test('every remedy is an action, the only safe one preferred, and each names its diagnostic', async () => {
  const client = await started(text, { initializationOptions: { commands: true } });
  const actions = await actionsAt(client, atFirst, { ...invoked, only: ['quickfix'] });
  assert.deepEqual(
    actions.map(({ title, kind, isPreferred }) => [title, kind, isPreferred]),
    [
      ['Write good', 'quickfix', true],
      ['Write better', 'quickfix', undefined],
      ['Fix all problems of fake/bad in this file', 'quickfix', undefined],
      ['Suppress fake/bad here', 'quickfix', undefined],
      ['Suppress fake/bad in this file', 'quickfix', undefined],
      ['Open page of fake/bad', 'quickfix', undefined],
      ['Copy the fix as a script…', 'quickfix', undefined],
    ],
  );
  assert.deepEqual(
    actions.map(({ diagnostics }) => diagnostics?.map(({ message }) => message)),
    actions.map(() => ['fake/bad: 1']),
  );
  assert.equal(applied(text, actions[0]), '<a bad="good"/>\n<b bad="2"/>');
  assert.equal(applied(text, actions[3]), '<a bad="<!-- fake/bad -->1"/>\n<b bad="2"/>');
  assert.equal(applied(text, actions[4]), '<!-- file fake/bad --><a bad="1"/>\n<b bad="2"/>');
  assert.deepEqual(actions[5]?.command, {
    title: 'Open page of fake/bad',
    command: 'exchangeCba.openRule',
    arguments: ['fake/bad'],
  });
  await client.stop();
});

test('all problems of one rule in a file are fixed at once, where there are several', async () => {
  const all = '<a bad="1"/>\n<b bad="2"/>\n<c choose="3"/>';
  const client = await started(all, { files: { 'file:///ws/other/web.config': '<a bad="9"/>' } });
  const title = 'Fix all problems of fake/bad in this file';
  const actions = await actionsAt(client, atFirst, invoked);
  const fix = actions.find((action) => action.title === title);
  assert.equal(applied(all, fix), '<a bad="good"/>\n<b bad="good"/>\n<c choose="3"/>');
  assert.equal(fix?.isPreferred, undefined);
  const choosing = await actionsAt(client, { line: 2, character: 12 }, invoked);
  assert.ok(!choosing.some((action) => action.title.startsWith('Fix all')));
  await client.change(web, 6, '<a bad="1"/>');
  const alone = await actionsAt(client, atFirst, invoked);
  assert.ok(!alone.some((action) => action.title === title));
  await client.stop();
});

test('between alternatives none is preferred', async () => {
  const client = await started('<a choose="1"/>');
  const actions = await actionsAt(client, { line: 0, character: 12 }, invoked);
  assert.deepEqual(
    actions.slice(0, 2).map(({ title, isPreferred }) => [title, isPreferred]),
    [
      ['Write left', undefined],
      ['Write right', undefined],
    ],
  );
  await client.stop();
});

test('away from findings there is nothing to fix', async () => {
  const client = await started(text);
  assert.deepEqual(await actionsAt(client, { line: 0, character: 0 }, automatic), []);
  await client.stop();
});

test('all safe remedies of a file are one action; what needs a person stays', async () => {
  const all = '<a bad="1"/>\n<b bad="2"/>\n<c choose="3"/>';
  const client = await started(all, { files: { 'file:///ws/other/web.config': '<a bad="9"/>' } });
  for (const only of [['source'], ['source.fixAll'], ['source.fixAll.exchangeCba']]) {
    const actions = await actionsAt(client, { line: 0, character: 0 }, { ...invoked, only });
    assert.deepEqual(
      actions.map(({ kind }) => kind),
      ['source.fixAll.exchangeCba'],
    );
    assert.equal(applied(all, actions[0]), '<a bad="good"/>\n<b bad="good"/>\n<c choose="3"/>');
  }
  assert.deepEqual(
    await actionsAt(client, { line: 0, character: 0 }, { ...invoked, only: ['source.organizeImports'] }),
    [],
  );
  await client.stop();
});

test('the action for a file leaves every other file alone', async () => {
  const here = '<a bad="1" needs="x"/>';
  const client = await started(here, { files: { 'file:///ws/applicationHost.config': '<host gives="y"/>' } });
  const [action] = await actionsAt(client, { line: 0, character: 0 }, { ...invoked, only: ['source.fixAll'] });
  assert.equal(applied(here, action), '<a bad="good" needs="x"/>');
  assert.equal(action?.edit?.documentChanges?.length, 1);
  await client.stop();
});

test('where nothing is safe the action is not offered', async () => {
  const client = await started('<c choose="3"/>');
  assert.deepEqual(await actionsAt(client, { line: 0, character: 0 }, { ...invoked, only: ['source.fixAll'] }), []);
  await client.stop();
});

test('what appears by itself is worked out when it is chosen', async () => {
  const client = await started(text);
  const [first] = await actionsAt(client, atFirst, automatic);
  assert.ok(first && first.edit === undefined && first.data !== undefined);
  const resolved = await client.connection.sendRequest(CodeActionResolveRequest.type, first);
  assert.equal(applied(text, resolved), '<a bad="good"/>\n<b bad="2"/>');
  await client.stop();
});

test('a fix of a file that has changed since is refused', async () => {
  const client = await started(text);
  const [first] = await actionsAt(client, atFirst, automatic);
  await client.change(web, 6, `\n${text}`);
  await assert.rejects(client.connection.sendRequest(CodeActionResolveRequest.type, first!), /have changed since/);
  await client.stop();
});

test('a remedy that cannot be applied is shown with its reason, or not at all', async () => {
  const refusing = '<a refuse="1"/>';
  const client = await started(refusing);
  const [first] = await actionsAt(client, { line: 0, character: 12 }, invoked);
  assert.deepEqual(
    [first?.title, first?.disabled, first?.edit],
    ['Write REFUSED', { reason: 'The file does not parse.' }, undefined],
  );
  const [lazy] = await actionsAt(client, { line: 0, character: 12 }, automatic);
  await assert.rejects(client.connection.sendRequest(CodeActionResolveRequest.type, lazy!), /does not parse/);
  await client.stop();

  const simple = await started(refusing, {
    capabilities: { textDocument: { codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } } } },
  });
  const titles = (await actionsAt(simple, { line: 0, character: 12 })).map(({ title }) => title);
  assert.deepEqual(titles, ['Suppress fake/refuse here', 'Suppress fake/refuse in this file']);
  await simple.stop();
});

test('a client without versioned edits gets plain ones, one without commands no page', async () => {
  const { workspace, ...rest } = fullCapabilities;
  const client = await started(text, { capabilities: { ...rest, workspace: { ...workspace, workspaceEdit: {} } } });
  const actions = await actionsAt(client, atFirst, invoked);
  assert.deepEqual(actions[0]?.edit, {
    changes: {
      [web]: [{ range: { start: { line: 0, character: 8 }, end: { line: 0, character: 9 } }, newText: 'good' }],
    },
  });
  assert.ok(!actions.some(({ command }) => command));
  await client.stop();
});

test('titles are in the language that the client brings', async () => {
  const client = await started(text, {
    initializationOptions: { translations: { 'Suppress {0} here': '{0} hier unterdrücken' } },
  });
  const titles = (await actionsAt(client, atFirst, invoked)).map(({ title }) => title);
  assert.ok(titles.includes('fake/bad hier unterdrücken'), titles.join());
  await client.stop();
});
