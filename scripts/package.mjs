// `npm run package`: builds and writes exchange-cba-<version>.vsix, the same bytes from the same sources.
// `--no-build` takes dist/ as it is, `--out <file>` names the result.
import { createVSIX, listFiles } from '@vscode/vsce';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { manifest, root } from './bundles.mjs';

const { values } = parseArgs({
  options: {
    'no-build': { type: 'boolean', default: false },
    out: { type: 'string', default: path.join(root, `exchange-cba-${manifest.version}.vsix`) },
  },
});

if (!values['no-build']) {
  const { status } = spawnSync(process.execPath, [path.join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
for (const bundle of ['client/node.js', 'client/browser.js', 'server/node.js', 'server/browser.js']) {
  if (existsSync(path.join(root, 'dist', bundle))) continue;
  console.error(`dist/${bundle} is missing: run \`npm run build\` first.`);
  process.exit(1);
}

/** The manifest without what only npm and the repository need. */
function extensionManifest() {
  const others = new Set(['bin', 'man', 'files', 'scripts', 'devDependencies', 'overrides']);
  return Object.fromEntries(Object.entries(manifest).filter(([name]) => !others.has(name)));
}

// vsce refuses a manifest that has npm's `files` beside .vscodeignore, so the package is put together in a
// folder of its own.
const stage = mkdtempSync(path.join(tmpdir(), 'exchange-cba-package-'));
try {
  const names = await listFiles({ cwd: root, packageManager: 2, ignoreFile: path.join(root, '.vscodeignore') });
  for (const name of names) {
    mkdirSync(path.dirname(path.join(stage, name)), { recursive: true });
    cpSync(path.join(root, name), path.join(stage, name));
  }
  cpSync(path.join(root, '.vscodeignore'), path.join(stage, '.vscodeignore'));
  cpSync(path.join(root, 'docs/marketplace.md'), path.join(stage, 'README.md'));
  cpSync(path.join(root, 'dist/ThirdPartyNotices.txt'), path.join(stage, 'ThirdPartyNotices.txt'));
  writeFileSync(path.join(stage, 'package.json'), `${JSON.stringify(extensionManifest(), null, 2)}\n`);
  // Zip entries get this time instead of that of the copies: 1 January 2026.
  process.env.SOURCE_DATE_EPOCH ??= '1767225600';
  await createVSIX({ cwd: stage, dependencies: false, packagePath: path.resolve(values.out) });
} finally {
  rmSync(stage, { recursive: true, force: true });
}
