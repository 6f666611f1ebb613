// A check that is taken in steps: the same as one at once, whatever others do in between, and given up without a
// trace.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject, rules, type CheckedProject } from '../../../server/src/core/create-project.js';
import { documentOf } from '../../../server/src/core/iis/documents.js';
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import type { ProjectInput } from '../../../server/src/core/workspace/input.js';
import { limitResidents, trimResidents } from '../../../server/src/core/workspace/residency.js';
import type { RunServer } from '../../../server/src/core/workspace/run-server.js';
import { legacyServer, sampleFiles } from '../../support/servers.js';

const device = sampleFiles('fabrikam-device');
const exchange = sampleFiles('contoso-exchange-2019');
const host = 'applicationHost.config';
const firstUri = `file:///run/exchange/${host}`;

const folder = (name: string, texts: ReadonlyMap<string, string>): SourceFile[] =>
  [...texts].map(([file, text]) => ({ uri: `file:///run/${name}/${file}`, text }));

function files(): SourceFile[] {
  return [
    ...folder('exchange', exchange),
    ...folder('device', device),
    ...folder('twin', device),
    ...folder('old', new Map([[host, legacyServer()]])),
    ...folder('lone', new Map([['web.config', '<configuration><system.webServer><defaultDocument enabled="x" />']])),
  ];
}

function inputOf(of: readonly SourceFile[]): ProjectInput {
  return { files: of, schemas: [], settings: { termination: 'auto', rules: {} } };
}

function steps(project: CheckedProject, most = Infinity, between = (): void => undefined): number {
  let taken = 0;
  while (taken < most && !project.step()) {
    taken++;
    between();
  }
  return taken;
}

/** Counts on which servers it ran; as the last rule of all, so that a server it saw is nearly through. */
function seeing(seen: string[]): typeof rules {
  const rule = {
    ...rules[0]!,
    id: 'test/seen',
    subject: 'server' as const,
    applies: () => true,
    check: ({ root }: { readonly root: string }) => (seen.push(root.slice(root.lastIndexOf('/') + 1)), 'no' as const),
  };
  return [...rules, rule] as unknown as typeof rules;
}

describe('a check in steps', () => {
  test('finds the same, while others ask, use other versions, and need the memory', () => {
    const expected = createProject(inputOf(files())).analysis;
    const all = files();
    const project = createProject(inputOf(all));
    const offset = all.find(({ uri }) => uri === firstUri)!.text.lastIndexOf('<access sslFlags="') + 10;
    let round = 0;
    const taken = steps(project, Infinity, () => {
      round++;
      if (round % 20 === 0) {
        assert.match(project.hover(firstUri, offset)!.markdown, /sslFlags/);
        assert.ok(project.symbols(firstUri).length > 0);
      }
      if (round % 100 === 0) {
        const edit = { range: { start: 0, end: 0 }, newText: '\n' };
        const later = project.with(all.map(({ uri }) => ({ uri, edits: uri.endsWith(host) ? [edit] : [] })));
        assert.ok(later.servers.every(({ configuration }) => configuration.sites.length > 0));
      }
      limitResidents(0);
      trimResidents();
      limitResidents(null);
    });
    assert.ok(taken > 500, `${taken} steps`);
    assert.deepEqual(project.analysis, expected);
  });

  test('is ended at once when its findings are needed', () => {
    const expected = createProject(inputOf(files())).analysis;
    for (const most of [0, 1, 50, 300, 900]) {
      const project = createProject(inputOf(files()));
      steps(project, most);
      assert.deepEqual(project.analysis, expected, `${most} steps`);
      assert.equal(project.step(), true);
    }
  });

  test('given up, leaves whole servers and nothing else to the next version', () => {
    const seen: string[] = [];
    const seeingRules = seeing(seen);
    const first = createProject(inputOf(files()), seeingRules);
    // The last one comes first; of the second not all rules have run.
    while (seen.length < 1) first.step();
    while (!first.work.parts.byServer.has(first.servers.at(-1)!.assembled)) first.step();
    steps(first, 5);
    first.stop();
    assert.deepEqual(seen, ['old']);
    const changed = first.work.made.input.files.map((file) =>
      file.uri === firstUri ? { ...file, text: `${file.text} ` } : file,
    );
    const second = createProject(inputOf(changed), seeingRules, first);
    steps(second);
    assert.deepEqual(seen, ['old', 'twin', 'device', 'exchange']);
    assert.deepEqual(
      second.analysis,
      createProject(inputOf(changed.map((file) => ({ ...file }))), seeing([])).analysis,
    );
    seen.length = 0;
    assert.deepEqual(first.analysis, createProject(inputOf(files()), seeing([])).analysis);
    assert.deepEqual(seen, ['twin', 'device', 'exchange']);
  });

  test('keeps the model that it works with until it ends or is given up', () => {
    const project = createProject(inputOf(files()));
    const [server, other] = [project.servers.at(-1)!, project.servers[0]!];
    const trim = (): void => {
      assert.ok(other.configuration);
      limitResidents(0);
      trimResidents();
      limitResidents(null);
    };
    steps(project, 10);
    const { configuration } = server;
    trim();
    assert.equal(server.configuration, configuration);
    project.stop();
    trim();
    assert.notEqual(server.configuration, configuration);
  });

  test('keeps the trees that it shares with a version that is used and dropped meanwhile', () => {
    const all = [...folder('device', device), ...folder('exchange', exchange)];
    const shared = all.find(({ uri }) => uri.startsWith('file:///run/exchange/') && uri.endsWith('/web.config'))!;
    const project = createProject(inputOf(all));
    const [other, server] = project.servers as [RunServer, RunServer];
    steps(project, 10);
    const { configuration } = server;
    const tree = [...configuration.placedFiles.keys()].find(({ uri }) => uri === shared.uri)!.document;
    const later = project.with([{ uri: firstUri, edits: [{ range: { start: 0, end: 0 }, newText: '\n' }] }]);
    assert.ok(later.servers[1]!.configuration);
    assert.ok(other.configuration);
    limitResidents(0);
    trimResidents();
    limitResidents(null);
    assert.equal(documentOf(shared), tree);
    assert.equal(server.configuration, configuration);
    project.stop();
  });

  test('that fails is begun again, and finds all', () => {
    let left = 1;
    const settings: ProjectInput['settings'] = {
      termination: 'auto',
      rules: {
        get 'iis/not-well-formed'() {
          if (left-- > 0) throw new Error('The settings cannot be read.');
          return 'error' as const;
        },
      },
    };
    const project = createProject({ ...inputOf(files()), settings });
    assert.throws(() => steps(project), /cannot be read/);
    const anew = { termination: 'auto', rules: { 'iis/not-well-formed': 'error' } } as const;
    assert.deepEqual(project.analysis, createProject({ ...inputOf(files()), settings: anew }).analysis);
  });
});
