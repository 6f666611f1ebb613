// `npm run generate`: writes everything that is derived from rules and never typed by hand. `--check` writes nothing and fails
// when a file differs from what would be written.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { registry } from './generate/registry.mjs';
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
compile('server/src/core', true);
compile('test', false);
