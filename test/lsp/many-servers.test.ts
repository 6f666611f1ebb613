// The project of many servers is made in slices too: what is asked meanwhile is answered, what changes meanwhile is in
// the next project. The clock moves with each look at it, so that each slice is one step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { DocumentSymbolRequest, HoverRequest, ShutdownRequest, type Diagnostic } from 'vscode-languageserver/node';
import { projectSteps, rules } from '../../server/src/core/create-project.js';
import type { ProjectSteps } from '../../server/src/core/project.js';
import { sampleFiles } from '../support/servers.js';
import { messageOf, TestClient } from './support/client.js';

const sample = sampleFiles('contoso-exchange-2019').get('applicationHost.config')!;
const uriOf = (server: number): string => `file:///ws/exch${server}/applicationHost.config`;
const uri = uriOf(3);
const files = Object.fromEntries(Array.from({ length: 16 }, (_, server) => [uriOf(server), sample]));
const flags = sample.lastIndexOf('<access sslFlags="') + '<access sslFlags="'.length;
const edited = `${sample.slice(0, flags)}Wrong, ${sample.slice(flags)}`;

/** How far the making of projects is. */
interface Making {
  readonly client: TestClient;
  readonly steps: () => number;
  /** For each project whether it began from one before. */
  readonly followed: boolean[];
  readonly ended: () => number;
  readonly until: (isSo: () => boolean) => Promise<void>;
}

async function started(): Promise<Making> {
  let steps = 0;
  let ended = 0;
  const followed: boolean[] = [];
  const counted: ProjectSteps = function* (input, previous) {
    followed.push(previous !== null);
    const making = projectSteps(input, rules, previous);
    for (let next = making.next(); ; next = making.next()) {
      steps++;
      if (next.done === true) {
        ended++;
        return next.value;
      }
      yield;
    }
  };
  const client = await TestClient.start({ files, projectSteps: counted });
  client.host.pace = 20;
  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await setTimeout(0);
  };
  return { client, steps: () => steps, followed, ended: () => ended, until };
}

const messages = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.map(messageOf).sort();

test('the outline is answered while the project is made', async () => {
  const { client, steps, ended, until } = await started();
  await client.open(uri, sample);
  const diagnostics = client.diagnostics(uri);
  await until(() => steps() > 0);
  const before = ended();
  const outline = await client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
  assert.ok(outline!.length > 0);
  assert.equal(ended(), before);
  client.host.pace = 0;
  assert.ok(messages(await diagnostics).length > 0);
  await client.stop();
});

test('an edit while the project is made is in the answer, and what was made is not thrown away', async () => {
  const { client, steps, followed, ended, until } = await started();
  await client.open(uri, sample);
  const first = client.diagnostics(uri);
  await until(() => steps() > 2);
  assert.equal(ended(), 0);
  await client.change(uri, 2, edited);
  await until(() => steps() > 12);
  assert.equal(ended(), 0);
  client.host.pace = 0;
  const found = messages(await first);
  assert.ok(found.some((message) => message.includes('Wrong')));
  assert.deepEqual(followed.slice(0, 2), [false, true]);

  const fresh = await started();
  fresh.client.host.pace = 0;
  await fresh.client.open(uri, edited);
  assert.deepEqual(found, messages(await fresh.client.diagnostics(uri)));
  await client.stop();
  await fresh.client.stop();
});

test('a hover after an edit while the project is made is about the text after the edit', async () => {
  const { client, steps, until } = await started();
  await client.open(uri, sample);
  const textDocument = { uri };
  const before = sample.slice(0, flags).split('\n');
  const position = { line: before.length + 40, character: before.at(-1)!.length };
  const first = client.connection.sendRequest(HoverRequest.type, { textDocument, position });
  await until(() => steps() > 2);
  await client.change(uri, 2, sample.replace('<configSections>', `${'\n'.repeat(41)}<configSections>`));
  const second = client.connection.sendRequest(HoverRequest.type, { textDocument, position });
  assert.match(JSON.stringify(await second), /sslFlags/);
  await first;
  await client.stop();
});

test('typing never keeps an answer back', async () => {
  const { client, steps, until } = await started();
  await client.open(uri, sample);
  const answers: unknown[] = [];
  const position = { line: 2, character: 2 };
  const hover = client.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position }).then((answer) => {
    answers.push(answer);
  });
  await until(() => steps() > 2);
  let version = 1;
  while (answers.length === 0 && version < 300) {
    await client.change(uri, ++version, `${sample}${' '.repeat(version)}`);
    await setTimeout(0);
  }
  assert.equal(answers.length, 1, 'not answered while 300 changes came');
  await hover;
  await client.stop();
});

test('shutdown while the project is made ends it', async () => {
  const { client, steps, until } = await started();
  await client.open(uri, sample);
  const rejected = assert.rejects(client.diagnostics(uri), /shut down/);
  await until(() => steps() > 2);
  await client.connection.sendRequest(ShutdownRequest.type);
  await rejected;
  const last = steps();
  for (let turn = 0; turn < 20; turn++) await setTimeout(0);
  assert.equal(steps(), last);
  client.connection.dispose();
});
