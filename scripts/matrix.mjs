// `npm run matrix`: the suite in every VS Code of the launcher, from the packaged form, and the unit tests on
// every version of Node that is supported. Versions as arguments run only those: `npm run matrix -- 1.139.1
// 22`; what follows `--only` are parts of the names of unit tests.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { launcher, root, versions as vscodes } from '../test/vscode/launcher/install.mjs';

const nodes = path.join(root, 'test/node');

const { optionalDependencies } = JSON.parse(readFileSync(path.join(nodes, 'package.json'), 'utf8'));
const platform = `${process.platform}-${process.arch}`;
const majors = Object.keys(optionalDependencies).flatMap((name) =>
  name.endsWith(`-${platform}`) ? [/^node(\d+)-/.exec(name)[1]] : [],
);

const [chosen, only] = split(process.argv.slice(2), '--only');
const unknown = chosen.filter((version) => ![...vscodes, ...majors].includes(version));
if (unknown.length > 0) {
  console.error(
    `Versions of VS Code: ${vscodes.join(', ')}; of Node: ${majors.join(', ')}; not ${unknown.join(', ')}.`,
  );
  process.exit(2);
}
if (majors.length === 0) console.log(`There is no Node for ${platform} in test/node/package.json.`);

function split(words, at) {
  const index = words.indexOf(at);
  return index < 0 ? [words, []] : [words.slice(0, index), words.slice(index + 1)];
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  return status === 0;
}

function runInVSCode(version) {
  const env = { ...process.env, VSCODE_TEST_VERSION: version, VSCODE_TEST_PACKAGED: '1' };
  const suite = run(process.execPath, [path.join(launcher, 'run.mjs')], { env });
  return run(process.execPath, ['--test-reporter=spec', path.join(launcher, 'window.mjs')], { env }) && suite;
}

function runOnNode(major) {
  const folder = path.join(nodes, `node_modules/node${major}-${platform}/bin`);
  if (!existsSync(folder) && !run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: nodes })) return false;
  const env = { ...process.env, PATH: `${folder}${path.delimiter}${process.env.PATH ?? ''}` };
  return run(path.join(folder, 'node'), [path.join(root, 'scripts/test.mjs'), 'unit', ...only], { env });
}

const results = [];
for (const version of [...vscodes, ...majors]) {
  if (chosen.length > 0 && !chosen.includes(version)) continue;
  const name = vscodes.includes(version) ? `VS Code ${version}` : `Node ${version}`;
  console.log(`\n== ${name}`);
  results.push([name, vscodes.includes(version) ? runInVSCode(version) : runOnNode(version)]);
}
console.log('');
for (const [name, passed] of results) console.log(`${passed ? 'ok  ' : 'FAIL'} ${name}`);
process.exitCode = results.every(([, passed]) => passed) ? 0 : 1;
