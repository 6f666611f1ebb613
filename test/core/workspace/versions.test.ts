// What stays in memory of the versions of a file that is being edited: the newest, not those before.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createProject, rules } from '../../../server/src/core/create-project.js';
import { documentOf } from '../../../server/src/core/iis/documents.js';
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import { limitResidents, trimResidents } from '../../../server/src/core/workspace/residency.js';
import { sampleFiles } from '../../support/servers.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const edits = 40;
const name = 'applicationHost.config';
const texts = sampleFiles('contoso-exchange-2019');
const input = { schemas: [], settings: { termination: 'auto', rules: {} } } as const;

/** As many as are still there after garbage was collected. */
async function alive(versions: readonly WeakRef<object>[]): Promise<number> {
  await setImmediate();
  collectGarbage();
  await setImmediate();
  collectGarbage();
  return versions.filter((version) => version.deref() !== undefined).length;
}

describe('of the versions of an edited file', () => {
  test('only the last models stay in memory', async () => {
    const others = [...texts].flatMap(([file, text]) => (file === name ? [] : [{ uri: `file:///exch/${file}`, text }]));
    const configurations: WeakRef<object>[] = [];
    let project = createProject({ ...input, files: [] });
    for (let edit = 0; edit < edits; edit++) {
      const files = [{ uri: `file:///exch/${name}`, text: `${texts.get(name)!}${' '.repeat(edit)}` }, ...others];
      project = createProject({ ...input, files }, rules, project);
      assert.ok(project.analysis.findings.length > 0);
      configurations.push(new WeakRef(project.servers[0]!.configuration));
      // A weak reference keeps what it refers to until the task ends.
      await setImmediate();
    }
    assert.ok((await alive(configurations)) <= 2);
    assert.equal(configurations.at(-1)!.deref(), project.servers[0]!.configuration);
  });

  test('a check that was begun and given up keeps none', async () => {
    const other = { uri: `file:///other/${name}`, text: texts.get(name)! };
    const configurations: WeakRef<object>[] = [];
    let project = createProject({ ...input, files: [] });
    for (let edit = 0; edit < 10; edit++) {
      const edited = { uri: `file:///exch/${name}`, text: `${texts.get(name)!}${' '.repeat(edit)}` };
      project = createProject({ ...input, files: [other, edited] }, rules, project);
      // In rejections, between rules, and of every third the edited server to its end.
      for (let step = 0; step < [10, 400, 3000][edit % 3]!; step++) project.step();
      project.stop();
      configurations.push(new WeakRef(project.servers[1]!.configuration));
      await setImmediate();
    }
    assert.ok((await alive(configurations)) <= 2);
    assert.ok(project.analysis.findings.length > 0);
  });

  test('the findings that other servers keep hold none of them', async () => {
    const other = { uri: `file:///other/${name}`, text: texts.get(name)! };
    const configurations: WeakRef<object>[] = [];
    let project = createProject({ ...input, files: [] });
    for (let edit = 0; edit < 5; edit++) {
      // In turn with what others are compared with, and without.
      const text = edit % 2 === 0 ? '\n'.repeat(edit) : ' '.repeat(edit);
      const edited = { uri: `file:///exch/${name}`, text: texts.get(name)!.replace('\n', `\n${text}`) };
      project = createProject({ ...input, files: [edited, other] }, rules, project);
      assert.ok(project.analysis.findings.length > 0);
      configurations.push(new WeakRef(project.servers[0]!.configuration));
      await setImmediate();
    }
    assert.ok((await alive(configurations.slice(0, -2))) === 0);
  });

  test('only the last trees stay in memory where nothing is checked', async () => {
    const trees: WeakRef<object>[] = [];
    for (let edit = 0; edit < edits; edit++) {
      const file = { uri: 'file:///outlined/web.config', text: `${texts.get(name)!}${' '.repeat(edit)}` };
      trees.push(new WeakRef(documentOf(file)));
      await setImmediate();
    }
    assert.ok((await alive(trees)) <= 2);
  });

  test('the tree of a file that all of them share is forgotten with the last model', () => {
    const filesOf = (folder: string, edit: number): SourceFile[] =>
      [...texts].map(([file, text]) => ({
        uri: `file:///${folder}/${file}`,
        text: file === name ? text + ' '.repeat(edit) : text,
      }));
    const others = filesOf('shared', 0).filter(({ uri }) => !uri.endsWith(name));
    const shared = others.find(({ uri }) => uri.endsWith('/web.config'))!;
    let project = createProject({ ...input, files: [] });
    for (let edit = 0; edit < 5; edit++) {
      const host = filesOf('shared', edit).filter(({ uri }) => uri.endsWith(name));
      project = createProject({ ...input, files: [...host, ...others] }, rules, project);
      assert.ok(project.servers[0]!.configuration);
    }
    const tree = documentOf(shared);
    limitResidents(1);
    try {
      assert.ok(createProject({ ...input, files: filesOf('other', 0) }).servers[0]!.configuration);
      trimResidents();
    } finally {
      limitResidents(null);
    }
    assert.notEqual(documentOf(shared), tree);
  });

  test('an earlier one that is used again answers as before', () => {
    const files = [...texts].map(([file, text]) => ({ uri: `file:///exch/${file}`, text }));
    const before = createProject({ ...input, files });
    const { configuration } = before.servers[0]!;
    const after = createProject(
      { ...input, files: files.map((file) => (file.uri.endsWith(name) ? { ...file, text: `${file.text} ` } : file)) },
      rules,
      before,
    );
    const { findings } = after.analysis;
    assert.equal(before.servers[0]!.configuration, configuration);
    assert.equal(documentOf(files.find(({ uri }) => uri.endsWith(name))!), configuration.applicationHost.document);
    assert.deepEqual(before.analysis.findings, findings);
    assert.deepEqual(createProject({ ...input, files }).analysis.findings, findings);
  });
});
