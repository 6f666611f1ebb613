// Every remedy of what is planted can be had as a script of each form, and as appcmd it brings about what its
// edits do.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerConfiguration } from '../../server/src/core/iis/configuration.js';
import type { Change, Remedy } from '../../server/src/core/remedy/remedy.js';
import { scriptFor, scriptForms } from '../../server/src/core/remedy/scripts.js';
import { applyEdits } from '../../server/src/core/text/edit.js';
import { Appcmd } from '../support/appcmd.js';
import { appcmdCalls, readCmd } from '../support/cmd.js';
import { readPowershell } from '../support/powershell.js';
import type { ServerFiles } from '../support/servers.js';
import { plantedCases, serversFor } from './planted.cases.js';
import { checked, root } from './verdict.js';
import { skipWithoutCorpus } from '../support/corpus.js';

/** What scripts can do: a repair of the text is left to a person. */
const isScriptable = (change: Change): boolean => change.kind !== 'text' && change.kind !== 'command';

/** What is in effect where a remedy speaks. */
function stateOf(server: ServerConfiguration, remedy: Remedy): string {
  return remedy.changes
    .map((change) => {
      if (change.kind !== 'setting' && change.kind !== 'collection') return '';
      const { configurationPath: path, section, element = [] } = change.target;
      let found = server.section(path, section);
      for (const name of element) found = found?.elements.get(name) ?? null;
      const value =
        change.kind === 'setting'
          ? found?.attributes.get(change.attribute)?.value
          : found?.entries?.value?.map(({ key }) => key).join();
      return `${path} ${section} ${String(value)}`;
    })
    .join('\n');
}

async function check(files: ServerFiles, remedy: Remedy, project: ReturnType<typeof checked>): Promise<void> {
  for (const form of scriptForms) {
    for (const rollback of [false, true]) {
      const script = scriptFor([remedy], project.context, form, rollback);
      if (typeof script !== 'string') assert.match(script.problem, /cannot be known|no Exchange server/, remedy.title);
      else if (form === 'appcmd') readCmd(script);
      else await readPowershell(script);
    }
  }
  const edits = project.edits([remedy]);
  const script = scriptFor([remedy], project.context, 'appcmd');
  if ('problem' in edits || typeof script !== 'string' || !remedy.changes.every(isScriptable)) return;
  const after = new Map(files);
  for (const { uri, edits: own } of edits) {
    const name = uri.slice(root.length);
    after.set(name, applyEdits(files.get(name)!, own));
  }
  const { configuration } = project.servers[0]!;
  const appcmd = new Appcmd(files, (path) => {
    const file = configuration.webConfigs.at(path);
    assert.ok(typeof file !== 'string', path);
    return file.uri.slice(root.length);
  });
  for (const call of appcmdCalls(script)) appcmd.run(call);
  const state = (of: ServerFiles): string => stateOf(checked(of).servers[0]!.configuration, remedy);
  assert.equal(state(appcmd.files()), state(after), remedy.title);
}

describe('remedies of what is planted', () => {
  it('are the same in every form', { skip: skipWithoutCorpus }, async () => {
    const seen = new Set<string>();
    for (const one of plantedCases) {
      if (one.on === 'several servers') continue;
      const [stock] = [...serversFor(one).values()].slice(-1);
      if (!stock) continue;
      const files = new Map(one.plant(stock));
      files.delete('FrontEnd/HttpProxy/SharedWebConfig.config');
      const project = checked(files, one.termination);
      for (const { rule, remedies } of project.analysis.findings) {
        for (const remedy of remedies) {
          const key = `${rule} ${remedy.title} ${remedy.changes.map(({ kind }) => kind).join()}`;
          if (seen.has(key)) continue;
          seen.add(key);
          await check(files, remedy, project);
        }
      }
    }
    assert.ok(seen.size > 20, `only ${seen.size} remedies`);
  });
});
