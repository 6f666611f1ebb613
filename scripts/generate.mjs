// `npm run generate`: writes everything that is derived from rules and never typed by hand. `--check` writes
// nothing and fails when a file differs from what would be written.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { collectScript } from './generate/collect-script.mjs';
import { examplesOf } from './generate/examples.mjs';
import { architectureWithLayers } from './generate/layers.mjs';
import { limitsPage } from './generate/limits.mjs';
import { registry } from './generate/registry.mjs';
import { pagesFolder, rulePages } from './generate/rule-pages.mjs';
import { settings } from './generate/settings.mjs';
import { symptomPage } from './generate/symptoms.mjs';
import { write } from './generate/write.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');

function report(stale) {
  for (const name of stale) console.log(check ? `${name} is not what 'npm run generate' writes.` : `wrote ${name}`);
  if (check && stale.length > 0) process.exit(1);
}

/** Type errors elsewhere are not this script's business, as long as what it needs is compiled. */
function compile(project, mustBeRight) {
  const compiler = path.join(root, 'node_modules/.bin/tsc');
  const { status, stdout } = spawnSync(compiler, ['-b', project], { cwd: root, encoding: 'utf8' });
  if (status === 0 || !mustBeRight) return;
  console.log(stdout);
  process.exit(1);
}

// The registry comes first: everything else is made from the compiled rules.
report(await write(root, registry(root), { check }));
report(await write(root, collectScript(root), { check }));
compile('server/src/core', true);
compile('test', false);

const compiled = (file) => import(pathToFileURL(path.join(root, 'out', file)).href);
const core = 'server/src/core';
const [
  { rules },
  { ownRules },
  settingsSchema,
  { settingsFileName },
  { unifiedDiff },
  { applyEdits },
  { causes },
  { httpStatus },
  fixtures,
  judge,
] = await Promise.all([
  compiled(`${core}/rules/registry.js`),
  compiled(`${core}/lint/own-rules.js`),
  compiled(`${core}/lint/settings-schema.js`),
  compiled(`${core}/lint/settings.js`),
  compiled(`${core}/text/diff.js`),
  compiled(`${core}/text/edit.js`),
  compiled(`${core}/simulate/causes.js`),
  compiled(`${core}/status/http-statuses.js`),
  compiled('test/support/fixtures.js'),
  compiled('test/support/check-fixture.js'),
]);

const all = [...rules, ...ownRules.map(({ id, severity, ...docs }) => ({ id, severity, docs }))].sort((a, b) =>
  a.id < b.id ? -1 : 1,
);
const examples = new Map(all.map(({ id }) => [id, examplesOf(id, { ...fixtures, ...judge, applyEdits })]));

const files = new Map([
  ...rulePages(all, examples, unifiedDiff),
  ...settings(root, all, { ...settingsSchema, settingsFileName }),
]);
files.set(`${pagesFolder}/symptoms.md`, symptomPage(all, causes, httpStatus));
files.set('docs/limits.md', limitsPage(root));
const architecture = path.join(root, 'ARCHITECTURE.md');
files.set('ARCHITECTURE.md', architectureWithLayers(readFileSync(architecture, 'utf8')));
report(await write(root, files, { check, owned: [pagesFolder] }));
