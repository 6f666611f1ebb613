// A project that takes over from the one before a change is the project that would be made again, whatever
// the change.
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import type { ProjectInput, ProjectSettings } from '../../../server/src/core/workspace/input.js';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createProject, rules, type CheckedProject } from '../../../server/src/core/create-project.js';
import { limitResidents } from '../../../server/src/core/workspace/residency.js';
import { toCba } from '../../support/plant.js';
import { legacyServer, sampleFiles } from '../../support/servers.js';

const root = 'file:///w/';
const settings: ProjectSettings = { termination: 'auto', rules: {} };

const device = sampleFiles('fabrikam-device');
const contoso = toCba(sampleFiles('contoso-exchange-2019').get('applicationHost.config')!);

const netsh = (port: string, mapper: string): string => `
SSL Certificate bindings:
-------------------------

    IP:port                      : 0.0.0.0:${port}
    Certificate Hash             : 9f1c2d3e4b5a69788796a5b4c3d2e1f00112233a
    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}
    Certificate Store Name       : MY
    Verify Client Certificate Revocation : Enabled
    DS Mapper Usage              : ${mapper}
    Negotiate Client Certificate : Disabled
`;

const gate = (type: string): string =>
  `<configSchema><sectionSchema name="contoso/gate"><attribute name="on" type="${type}" /></sectionSchema></configSchema>`;

/** A workspace of several servers, with files that more than one thing depends on. */
function start(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [path, text] of device) {
    files.set(`device/${path}`, text);
    files.set(`twin/${path}`, text);
  }
  files.set('exchange/applicationHost.config', contoso);
  files.set('old/applicationHost.config', legacyServer());
  files.set(
    'lone/somewhere/web.config',
    '<configuration><system.webServer><defaultDocument enabled="maybe" /></system.webServer></configuration>',
  );
  files.set('old/parts/shared.config', '<serverRuntime uploadReadAheadSize="1" />');
  files.set('exchange/netsh.txt', netsh('443', 'Enabled'));
  return files;
}

class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}

const pieces = [
  '',
  '\u{1F512}',
  '</location>',
  '<location path="Default Web Site">',
  '<site name="Fabrikam" id="9"><application path="/" /></site>',
  '<section name="serverRuntime" overrideModeDefault="Deny" />',
  '"',
  '<',
  '/>',
  'x',
  '<!-- exchange-cba-disable-next-line iis/invalid-enum: known -->',
  '<location path="Default Web Site/owa"><system.webServer><security><access sslFlags="SslRequireCert" /></security></system.webServer></location>',
];

const swaps: readonly (readonly [string, string])[] = [
  ['enabled="true"', 'enabled="false"'],
  ['enabled="false"', 'enabled="true"'],
  ['sslFlags="', 'SslFlags="'],
  ['Ssl, Ssl128', 'Ssl, SslNegotiateCert, Ssl128'],
  ['ClientAccess', 'FrontEnd\\HttpProxy'],
  ['FrontEnd\\HttpProxy', 'ClientAccess'],
  ['<section ', '<Section '],
  ['<serverRuntime ', '<serverRuntime configSource="parts\\shared.config" '],
  ['overrideModeDefault="Deny"', 'overrideModeDefault="Allow"'],
];

type Step = (state: { files: Map<string, string>; schemas: Map<string, string>; settings: ProjectSettings }) => void;

/** One random change of the workspace. */
function change(random: Random): Step {
  return (state) => {
    const name = random.of([...state.files.keys()]);
    const text = state.files.get(name)!;
    switch (random.below(12)) {
      case 0:
      case 1:
      case 2: {
        const at = random.below(text.length + 1);
        state.files.set(name, text.slice(0, at) + random.of(pieces) + text.slice(at + random.below(4)));
        break;
      }
      case 3:
      case 4:
      case 5:
      case 6: {
        const [from, to] = random.of(swaps);
        const places = [...text.matchAll(new RegExp(from.replace(/[\\/"]/g, '\\$&'), 'g'))];
        const place = places.length > 0 ? random.of(places).index : 0;
        if (places.length > 0) state.files.set(name, text.slice(0, place) + to + text.slice(place + from.length));
        break;
      }
      case 7:
        if (state.files.size > 4) state.files.delete(name);
        break;
      case 8: {
        const back = random.of([...start()]);
        state.files.set(back[0], back[1]);
        break;
      }
      case 9: {
        const folder = random.of(['', 'device/', 'old/']);
        const said = random.of([
          '{}',
          '{ "termination": "legacy" }',
          '{ "rules": { "iis/invalid-enum": "hint", "nothing/like-it": "error" } }',
          '{ "windowsServer": "2022", "virtualDirectories": { "Default Web Site/owa": "../lone/somewhere" } }',
          '{',
        ]);
        state.files.set(`${folder}.exchange-cba.json`, said);
        break;
      }
      case 10:
        if (random.below(3) === 0) state.schemas.delete('old/schema/gate.xml');
        else
          state.schemas.set(random.of(['old/schema/gate.xml', 'gate.xml']), gate(random.of(['bool', 'uint', 'none'])));
        break;
      default:
        state.settings = random.of<ProjectSettings>([
          settings,
          { termination: 'device', rules: {} },
          { termination: 'auto', rules: { 'iis/not-well-formed': 'off' } },
        ]);
        state.files.set('old/netsh.txt', netsh(random.of(['443', '444']), random.of(['Enabled', 'Disabled'])));
    }
  };
}

function sources(texts: ReadonlyMap<string, string>, before: readonly SourceFile[]): SourceFile[] {
  const known = new Map(before.map((file) => [file.uri, file]));
  return [...texts].map(([name, text]) => {
    const file = known.get(root + name);
    return file?.text === text ? file : { uri: root + name, text };
  });
}

const renewed = (files: readonly SourceFile[]): SourceFile[] => files.map((file) => ({ ...file }));

function assertSame(actual: CheckedProject, expected: CheckedProject, where: string): void {
  assert.deepEqual(actual.analysis, expected.analysis, where);
  assert.deepEqual(actual.wanted, expected.wanted, where);
  const paths = (project: CheckedProject): unknown =>
    project.servers.map(({ configuration, exchange, settings: own }) => [
      configuration.root,
      own,
      exchange?.version,
      project.describe({ root: configuration.root, configurationPath: 'Default Web Site/Microsoft-Server-ActiveSync' }),
      configuration.rejections().map(({ kind, uri, range }) => [kind, uri, range]),
    ]);
  assert.deepEqual(paths(actual), paths(expected), where);
  const ofFiles = (project: CheckedProject): unknown =>
    project.work.made.input.files.map(({ uri }) => [uri, project.symbols(uri), project.lenses(uri)]);
  assert.deepEqual(ofFiles(actual), ofFiles(expected), where);
}

/**
 * 10,000 by hand: `EDITS=10000 node --test out/test/core/workspace/incremental.test.js`; then every 50th is
 * compared.
 */
const edits = Number(process.env.EDITS ?? 300);
const compareEvery = edits > 300 ? 50 : 1;
const seeds = 6;

describe('a project made from the one before', () => {
  for (let seed = 1; seed <= seeds; seed++) {
    test(`is the one made anew, after each of many changes (${seed})`, () => {
      const random = new Random(seed * 7919);
      // In every second run no model of a server stays: each is made again whenever it is asked for.
      const limit = seed % 2 === 0 ? 0 : null;
      const state = { files: start(), schemas: new Map<string, string>(), settings };
      let input: ProjectInput = { files: sources(state.files, []), schemas: [], settings };
      let project = createProject(input);
      for (let step = 0; step < Math.ceil(edits / seeds); step++) {
        change(random)(state);
        input = {
          files: sources(state.files, input.files),
          schemas: sources(state.schemas, input.schemas),
          settings: { ...state.settings },
        };
        limitResidents(limit);
        project = createProject(input, rules, project);
        limitResidents(null);
        if (step % compareEvery > 0) continue;
        const cold = createProject({ ...input, files: renewed(input.files), schemas: renewed(input.schemas) });
        assertSame(project, cold, `seed ${seed}, step ${step}`);
      }
    });
  }

  test('is the one made anew, where checks are taken in steps and most are given up', () => {
    const random = new Random(104729);
    const state = { files: start(), schemas: new Map<string, string>(), settings };
    let input: ProjectInput = { files: sources(state.files, []), schemas: [], settings };
    let project = createProject(input);
    let finished = 0;
    for (let step = 0; step < Math.ceil(edits / 4); step++) {
      change(random)(state);
      input = {
        files: sources(state.files, input.files),
        schemas: sources(state.schemas, input.schemas),
        settings: { ...state.settings },
      };
      project.stop();
      project = createProject(input, rules, project);
      for (let left = random.below(4000); left > 0 && !project.step(); left--) {
        if (left % 500 > 0) continue;
        limitResidents(0);
        assert.ok(project.paths().length >= 0);
        limitResidents(null);
        if (random.below(8) === 0) project.stop();
      }
      if (random.below(3) > 0 || step % compareEvery > 0) continue;
      finished++;
      const cold = createProject({ ...input, files: renewed(input.files), schemas: renewed(input.schemas) });
      assertSame(project, cold, `step ${step}`);
    }
    assert.ok(finished > 0);
  });

  test('keeps what a change has nothing to do with', () => {
    const files = sources(start(), []);
    const first = createProject({ files, schemas: [], settings });
    const of = (project: CheckedProject, folder: string) =>
      project.servers.find(({ configuration }) => configuration.root === `${root}${folder}`)!;
    const uri = `${root}device/applicationHost.config`;
    const changed = files.map((file) => (file.uri === uri ? { uri, text: `${file.text}\n` } : file));
    const second = createProject({ files: changed, schemas: [], settings }, rules, first);
    assert.notEqual(of(second, 'device'), of(first, 'device'));
    for (const folder of ['twin', 'exchange', 'old']) assert.equal(of(second, folder), of(first, folder), folder);
    const elsewhere = createProject(
      { files: changed, schemas: [], settings: { termination: 'device', rules: {} } },
      rules,
      second,
    );
    assert.notEqual(of(elsewhere, 'twin'), of(second, 'twin'));
  });

  test('checks a server again when a file changes that its configSource names', () => {
    const texts = new Map([
      ['exchange/applicationHost.config', contoso],
      [
        'exchange/inetpub/wwwroot/web.config',
        '<configuration><system.webServer><httpErrors configSource="errors.config" /></system.webServer></configuration>',
      ],
      ['exchange/inetpub/wwwroot/errors.config', '<httpErrors errorMode="Custom" />'],
    ]);
    const first = createProject({ files: sources(texts, []), schemas: [], settings });
    texts.set('exchange/inetpub/wwwroot/errors.config', '<httpErrors errorMode="Customs" />');
    const files = sources(texts, first.work.made.input.files);
    const second = createProject({ files, schemas: [], settings }, rules, first);
    const wrong = ({ analysis }: CheckedProject): boolean =>
      analysis.findings.some(({ rule }) => rule === 'iis/invalid-enum');
    assert.deepEqual([wrong(first), wrong(second)], [false, true]);
  });

  test('checks a server again when another one in the same run becomes a legacy server', () => {
    const texts = start();
    const legacy = texts.get('old/applicationHost.config')!;
    texts.delete('old/applicationHost.config');
    const without = createProject({ files: sources(texts, []), schemas: [], settings });
    const files = [...without.work.made.input.files, { uri: `${root}old/applicationHost.config`, text: legacy }];
    const both = createProject({ files, schemas: [], settings }, rules, without);
    const rule = 'exchange/proxy-requires-client-certificate';
    assert.ok(!without.analysis.findings.some((finding) => finding.rule === rule));
    assert.ok(both.analysis.findings.some((finding) => finding.rule === rule));
  });

  test('runs no rule before somebody asks for findings, and then what changed since the last time alone', () => {
    const seen: string[] = [];
    const counting = rules.slice(0, 1).map((rule) => ({
      ...rule,
      subject: 'server' as const,
      applies: () => true,
      check: ({ root: of }: { readonly root: string }) => (seen.push(of), 'no' as const),
    })) as unknown as typeof rules;
    const texts = start();
    const first = createProject({ files: sources(texts, []), schemas: [], settings }, counting);
    const host = `${root}exchange/applicationHost.config`;
    const offset = texts.get('exchange/applicationHost.config')!.lastIndexOf('<access sslFlags="') + 10;
    assert.match(first.hover(host, offset)!.markdown, /sslFlags/);
    assert.ok(first.completion(host, offset).length >= 0);
    assert.deepEqual(seen, []);
    assert.deepEqual(first.analysis.findings.length >= 0 && seen.length, first.servers.length);
    let project = first;
    for (const more of ['<!-- 1 -->', '<!-- 2 -->']) {
      texts.set('exchange/applicationHost.config', `${contoso}${more}`);
      project = createProject(
        { files: sources(texts, project.work.made.input.files), schemas: [], settings },
        counting,
        project,
      );
      assert.match(project.hover(host, offset)!.markdown, /sslFlags/);
    }
    assert.equal(seen.length, first.servers.length);
    seen.length = 0;
    const { servers } = project;
    assert.ok(project.analysis);
    assert.deepEqual(seen, [`${root}exchange`]);
    assert.deepEqual(project.servers, servers);
    assert.deepEqual(
      servers.map((server, at) => server === first.servers[at]),
      servers.map(({ root: of }) => of !== `${root}exchange`),
    );
  });
});
