// `npm run package`: builds and writes exchange-cba-<version>.vsix. `--no-build` takes dist/ as it is, `--out <file>` names the result.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const { values } = parseArgs({
  options: {
    'no-build': { type: 'boolean', default: false },
    out: { type: 'string', default: path.join(root, `exchange-cba-${version}.vsix`) },
  },
});

function node(...args) {
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

if (!values['no-build']) node(path.join(root, 'scripts/build.mjs'));
for (const bundle of ['client/node.js', 'client/browser.js', 'server/node.js', 'server/browser.js']) {
  if (existsSync(path.join(root, 'dist', bundle))) continue;
  console.error(`dist/${bundle} is missing: run \`npm run build\` first.`);
  process.exit(1);
}
// Everything is bundled: no node_modules. The extension has no public repository that its manifest could name.
node(
  createRequire(import.meta.url).resolve('@vscode/vsce/vsce'),
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  path.resolve(values.out),
);
