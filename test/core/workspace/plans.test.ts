// Set-ups and fixes of whole servers, worked out before anything is changed: from stock to Exchange, to a
// gateway, and back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject, type CheckedProject } from '../../../server/src/core/create-project.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';
import type { SwitchTarget } from '../../../server/src/core/remedy/switch.js';
import { sampleFiles } from '../../support/servers.js';

const root = 'file:///contoso-exchange-2019';
const activeSync = 'Default Web Site/Microsoft-Server-ActiveSync';

function sample(): CheckedProject {
  const files = [...sampleFiles('contoso-exchange-2019')].map(([file, text]) => ({ uri: `${root}/${file}`, text }));
  return createProject({ files, schemas: [], settings: { termination: 'auto', rules: {} } });
}

function setUp(project: CheckedProject, to: SwitchTarget, ...virtualDirectories: string[]): CheckedProject {
  const plan = project.setUp([{ root, to, virtualDirectories }]);
  assert.ok(!('problem' in plan), JSON.stringify(plan));
  return plan.edits.length === 0 ? project : project.with(plan.edits);
}

const terminationOf = (project: CheckedProject): string | undefined => project.servers[0]?.exchange?.termination.value;

const problemsAt = (project: CheckedProject, path: string): readonly string[] =>
  project.analysis.findings
    .filter(({ severity, configurationPath }) => configurationPath === path && /error|warning/.test(severity))
    .map(({ rule }) => rule);

test('from stock to Exchange, to a gateway, and back, a server is clean at every stop', () => {
  const stock = setUp(sample(), 'default');
  assert.equal(terminationOf(stock), 'none');
  const exchange = setUp(stock, 'exchange', activeSync);
  assert.equal(terminationOf(exchange), 'exchange');
  assert.deepEqual(problemsAt(exchange, activeSync), []);
  const gateway = setUp(exchange, 'device', activeSync);
  assert.equal(terminationOf(gateway), 'device');
  assert.deepEqual(problemsAt(gateway, activeSync), []);
  const back = setUp(gateway, 'default');
  assert.equal(terminationOf(back), 'none');
  assert.deepEqual(problemsAt(back, activeSync), []);
  const again = back.setUp([{ root, to: 'default', virtualDirectories: [] }]);
  assert.deepEqual('problem' in again ? again : again.edits, [], 'a second time changes nothing');
});

test('a plan tells what is solved, and the choices tell whom a change locks out', () => {
  const project = sample();
  const plan = project.setUp([{ root, to: 'exchange', virtualDirectories: [activeSync] }]);
  assert.ok(!('problem' in plan));
  assert.ok(plan.solved.some(({ rule }) => rule === 'exchange/client-certificate-accepted-not-required'));
  assert.deepEqual(plan.added, []);
  const choices = project.setUpChoices(root, 'exchange');
  const chosen = choices?.directories
    .filter(({ isChosen }) => isChosen)
    .map(({ configurationPath }) => configurationPath);
  assert.ok(chosen?.includes(activeSync));
  assert.match(choices?.directories.find((one) => one.configurationPath === activeSync)?.notes[0] ?? '', /cannot use/);
});

test('an unknown server, and a directory that a server does not have, change nothing', () => {
  const project = sample();
  assert.equal(project.setUpChoices('file:///elsewhere', 'exchange'), null);
  assert.ok('problem' in project.setUp([{ root: 'file:///elsewhere', to: 'exchange', virtualDirectories: [] }]));
  const none = project.setUp([{ root, to: 'exchange', virtualDirectories: ['Other Site/owa'] }]);
  assert.deepEqual('problem' in none ? none : none.edits, []);
  assert.equal(project.repairServer('file:///elsewhere', 'all'), null);
});

test('scripts lead there and back', () => {
  const request = { root, to: 'exchange', virtualDirectories: [activeSync] } as const;
  for (const form of ['appcmd', 'powershell', 'ems'] as const) {
    const there = sample().setUpScript(request, form, false);
    const back = sample().setUpScript(request, form, true);
    assert.ok(typeof there === 'string' && typeof back === 'string' && there !== back, form);
  }
});

test('all fixes of a server are the edits that leave what check --fix all leaves', () => {
  const project = sample();
  const plan = project.repairServer(root, 'all');
  assert.ok(plan && plan.applied > 0);
  for (const { uri, edits } of plan.edits) {
    const text = project.analysis.texts.get(uri);
    assert.ok(text !== undefined && applyEdits(text, edits) !== text);
  }
  const after = project.with(plan.edits);
  const rules = after.analysis.findings.map(({ rule }) => rule);
  for (const { rule } of plan.solved)
    assert.ok(!rules.includes(rule) || project.analysis.findings.length > rules.length);
  assert.equal(after.repairServer(root, 'all')?.edits.length, 0, 'a second time changes nothing');
});

test('the safe fixes of a file are made at once, those that one brings to light too, and no other file changes', () => {
  const project = sample();
  const file = `${root}/applicationHost.config`;
  const edits = project.repairFile(file);
  assert.deepEqual(
    edits.map(({ uri }) => uri),
    [file],
  );
  const after = project.with(edits);
  assert.ok(after.analysis.findings.length < project.analysis.findings.length);
  assert.deepEqual(after.repairFile(file), [], 'a second time changes nothing');
  const requires = /<location path="Default Web Site\/Microsoft-Server-ActiveSync">[^]*?sslFlags="([^"]*)"/.exec(
    after.analysis.texts.get(file)!,
  )?.[1];
  assert.match(requires ?? '', /SslRequireCert/);
});
