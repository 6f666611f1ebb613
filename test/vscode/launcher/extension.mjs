// Folders that VS Code loads the extension from: what ships of this repository, or with
// VSCODE_TEST_PACKAGED=1 what is in its VSIX. For the web without `main`.
import { unzipSync } from 'fflate';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';
import { temporaryFolder } from './server.mjs';

/** What ships beside package.json; see .vscodeignore. */
const shipped = [
  'dist',
  'docs/collecting.md',
  'docs/evidence',
  'docs/rules',
  'docs/walkthrough',
  'images',
  'l10n',
  'samples',
  'syntaxes',
  'package.nls.json',
  'package.nls.de.json',
];

function copyShipped(folder) {
  for (const name of ['package.json', ...shipped]) {
    if (existsSync(path.join(root, name))) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
}

/** Packages dist/ as it is, and unpacks the extension as VS Code does when it installs one. */
function unpackVsix(folder) {
  const file = path.join(folder, 'extension.vsix');
  const args = [path.join(root, 'scripts/package.mjs'), '--no-build', '--out', file];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The VSIX could not be made.');
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(file)))) {
    if (!name.startsWith('extension/') || name.endsWith('/')) continue;
    const target = path.join(folder, name.slice('extension/'.length));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
}

/**
 * A folder with exactly what the extension needs. With `main` the extension runs in Node; VS Code takes the
 * web worker extension host only for an extension that has `browser` and no `main`.
 * @param {'node' | 'web'} host
 * @param {string} [parent] the folder to make it in
 */
export function extensionFolder(host, parent) {
  if (!existsSync(path.join(root, 'dist/client'))) throw new Error('dist/ is missing: run `npm run build` first.');
  const folder = temporaryFolder(`extension-${host}`, parent);
  if (process.env.VSCODE_TEST_PACKAGED) unpackVsix(folder);
  else copyShipped(folder);
  if (host === 'web') {
    const file = path.join(folder, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    delete manifest.main;
    writeFileSync(file, JSON.stringify(manifest, null, 2));
  }
  return folder;
}
