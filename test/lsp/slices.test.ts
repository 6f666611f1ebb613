// A check in slices: what is asked meanwhile is answered first, a newer version ends it, and nothing of it is left
// after shutdown. The clock moves with each look at it, so that each slice is one step.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { DocumentSymbolRequest, HoverRequest, ShutdownRequest, type Diagnostic } from 'vscode-languageserver/node';
import { createProject, rules, type CheckedProject } from '../../server/src/core/create-project.js';
import { sampleFiles } from '../support/servers.js';
import { fullCapabilities, TestClient } from './support/client.js';

const uri = 'file:///ws/exch01/applicationHost.config';
const textDocument = { uri };
const sample = sampleFiles('contoso-exchange-2019').get('applicationHost.config')!;
const flags = sample.lastIndexOf('<access sslFlags="') + '<access sslFlags="'.length;
const before = sample.slice(0, flags).split('\n');
const position = { line: before.length - 1, character: before.at(-1)!.length };
/** A finding for each version, so that they tell which one they are of. */
const textOf = (version: number): string => `${sample.slice(0, flags)}Wrong${version}, ${sample.slice(flags)}`;
const versionsIn = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics.flatMap(({ message }) => /Wrong\d+/.exec(JSON.stringify(message)) ?? []);

interface Watched {
  readonly client: TestClient;
  /** Steps of checks that were taken. */
  readonly taken: () => number;
  /** Resolves when so many more are taken; what is pushed needs time to pass for it. */
  readonly more: (steps: number) => Promise<void>;
  /** Every version that there was. */
  readonly projects: readonly CheckedProject[];
  /** The next step throws. */
  readonly fail: () => void;
}

async function started(isPulling: boolean, files = {}): Promise<Watched> {
  const projects: CheckedProject[] = [];
  let taken = 0;
  let fails = false;
  const client = await TestClient.start({
    files,
    capabilities: isPulling ? fullCapabilities : { textDocument: { documentSymbol: {} } },
    createProject: (input, previous) => {
      const project = createProject(input, rules, previous);
      projects.push(project);
      const step = project.step.bind(project);
      project.step = () => {
        taken++;
        if (!fails) return step();
        fails = false;
        throw new Error('A step has a mistake.');
      };
      return project;
    },
  });
  client.host.pace = 20;
  return {
    client,
    projects,
    taken: () => taken,
    more: async (steps) => {
      for (const end = taken + steps; taken < end;) {
        if (!isPulling) client.host.advance(300);
        await setTimeout(0);
      }
    },
    fail: () => (fails = true),
  };
}

/** Publishes what is to be published, and waits for it. */
async function published({ client }: Watched, version: number): Promise<void> {
  while (!client.published.some((one) => one.version === version)) {
    client.host.advance(300);
    await setTimeout(0);
  }
}

test('hover and outline right after an edit are answered before its diagnostics are published', async () => {
  const watched = await started(false);
  const { client, more } = watched;
  await client.open(uri, textOf(1));
  await published(watched, 1);
  const order: string[] = [];
  client.connection.onNotification('textDocument/publishDiagnostics', ({ version }: { version: number }) => {
    order.push(`diagnostics ${version}`);
    client.published.push({ uri, version, diagnostics: [] });
  });
  await client.change(uri, 2, textOf(2));
  await more(1);
  const hover = client.connection.sendRequest(HoverRequest.type, { textDocument, position }).then((answer) => {
    assert.match(JSON.stringify(answer), /sslFlags/);
    order.push('hover');
  });
  const symbols = client.connection.sendRequest(DocumentSymbolRequest.type, { textDocument }).then((answer) => {
    assert.ok(answer!.length > 0);
    order.push('symbols');
  });
  await Promise.all([hover, symbols]);
  await published(watched, 2);
  assert.deepEqual(order.slice(0, 2).sort(), ['hover', 'symbols']);
  assert.deepEqual(order.slice(2), ['diagnostics 2']);
  await client.stop();
});

test('a hover that is asked after the diagnostics is answered before them', async () => {
  const { client } = await started(true);
  await client.open(uri, textOf(1));
  const order: string[] = [];
  const pulled = client.diagnostics(uri).then((diagnostics) => {
    assert.deepEqual(versionsIn(diagnostics), ['Wrong1']);
    order.push('diagnostics');
  });
  const hover = client.connection.sendRequest(HoverRequest.type, { textDocument, position }).then(() => {
    order.push('hover');
  });
  await Promise.all([pulled, hover]);
  assert.deepEqual(order, ['hover', 'diagnostics']);
  await client.stop();
});

test('a change during the check ends it: nothing of the version before is published', async () => {
  const watched = await started(false);
  const { client, more } = watched;
  await client.open(uri, textOf(1));
  await published(watched, 1);
  for (let version = 2; version <= 4; version++) {
    await client.change(uri, version, textOf(version));
    await more(150);
  }
  await published(watched, 4);
  const all = client.published.flatMap(({ diagnostics }) => versionsIn(diagnostics));
  assert.deepEqual(all, ['Wrong1', 'Wrong4']);
  assert.deepEqual(
    client.published.map(({ version }) => version),
    [1, 4],
  );

  const fresh = await started(false);
  await fresh.client.open(uri, textOf(4), 4);
  await published(fresh, 4);
  assert.deepEqual(client.published.at(-1)!.diagnostics, fresh.client.published.at(-1)!.diagnostics);
  await client.stop();
  await fresh.client.stop();
});

test('a request during a check that is ended gets the findings of the newest version', async () => {
  const { client, more, projects } = await started(true);
  const held = (): number[] =>
    projects.flatMap(({ servers }, at) => (servers.some(({ assembled }) => assembled.isHeld) ? [at] : []));
  await client.open(uri, textOf(1));
  const first = client.diagnostics(uri);
  await more(100);
  const last = projects.length - 1;
  assert.deepEqual(held(), [last]);
  await client.change(uri, 2, textOf(2));
  const second = client.diagnostics(uri);
  assert.deepEqual(versionsIn(await first), ['Wrong2']);
  assert.deepEqual(versionsIn(await second), ['Wrong2']);
  assert.ok(projects.length - 1 > last);
  assert.deepEqual(held(), []);
  await client.stop();
});

test('closing the document during the check shows what is on disk', async () => {
  const watched = await started(true, { [uri]: textOf(7) });
  const { client, more } = watched;
  await client.open(uri, textOf(8));
  const first = client.diagnostics(uri);
  await more(100);
  await client.close(uri);
  assert.deepEqual(versionsIn(await first), ['Wrong7']);
  await client.stop();
});

test('shutdown during the check ends it, and answers who waits with an error', async () => {
  const { client, more, taken } = await started(true);
  await client.open(uri, textOf(1));
  const refused = assert.rejects(client.diagnostics(uri), /shut down/);
  await more(100);
  await client.connection.sendRequest(ShutdownRequest.type);
  await refused;
  const last = taken();
  client.host.advance(1000);
  for (let turn = 0; turn < 20; turn++) await setTimeout(0);
  assert.equal(taken(), last);
  assert.deepEqual(
    client.log.filter((line) => line.includes('failed')),
    [],
  );
  client.connection.dispose();
});

test('a step that fails ends neither the server nor what comes after', async () => {
  const { client, more, fail } = await started(true);
  await client.open(uri, textOf(1));
  const first = client.diagnostics(uri);
  await more(100);
  fail();
  assert.deepEqual(await first, []);
  assert.ok(client.log.some((line) => line.includes('A step has a mistake.')));
  assert.deepEqual(versionsIn(await client.diagnostics(uri)), ['Wrong1']);
  await client.stop();
});
