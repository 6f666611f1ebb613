// Folders that VS Code loads the extension from: this repository for Node, a copy without `main` for the web.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';
import { temporaryFolder } from './server.mjs';

/** What ships beside package.json; see .vscodeignore. */
const shipped = ['dist', 'docs/rules', 'images', 'l10n', 'syntaxes', 'package.nls.json', 'package.nls.de.json'];

/**
 * A folder with exactly what the extension needs. With `main` the extension runs in Node; VS Code takes the web worker
 * extension host only for an extension that has `browser` and no `main`.
 * @param {'node' | 'web'} host
 * @param {string} [parent] the folder to make it in
 */
export function extensionFolder(host, parent) {
  if (!existsSync(path.join(root, 'dist/client'))) throw new Error('dist/ is missing: run `npm run build` first.');
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  if (host === 'web') delete manifest.main;
  const folder = temporaryFolder(`extension-${host}`, parent);
  for (const name of shipped) {
    if (existsSync(path.join(root, name))) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  return folder;
}
