// Installs on first use what stands in this folder's lock file, and what the VS Code inside code-server needs of its own.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const launcher = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(launcher, '../../..');
export const cache = path.join(root, '.cache');

/** The VS Code inside code-server; its server hands out every file below under `staticPath`. */
export const vscode = path.join(launcher, 'node_modules/code-server/lib/vscode');

/** Where in the server's addresses the folder `vscode` is found. */
export function staticPath() {
  const { commit } = JSON.parse(readFileSync(path.join(vscode, 'product.json'), 'utf8'));
  return `/stable-${commit}/static`;
}
const marker = path.join(launcher, 'node_modules/.installed');

function npm(folder, args) {
  const { status, error } = spawnSync(
    'npm',
    [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (error ?? status !== 0) throw new Error(`npm could not install the VS Code server in ${folder}.`);
}

/** VS Code's own ripgrep comes from an install script that downloads it; newer releases of the package bring the program along. */
async function installSearch() {
  const { rgPath } = await import('@vscode/ripgrep');
  const bin = path.join(vscode, 'node_modules/@vscode/ripgrep/bin');
  mkdirSync(bin, { recursive: true });
  copyFileSync(rgPath, path.join(bin, path.basename(rgPath)));
}

/** The entry of VS Code's own server (code-server's drops the development options), installed when it is not there yet. */
export async function installedServer() {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(launcher, 'package-lock.json')))
    .digest('hex');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    console.log('Installing a VS Code server for the tests (about 270 MB, once) …');
    npm(launcher, ['ci']);
    npm(vscode, ['install', '--omit=dev', '--no-save']);
    await installSearch();
    writeFileSync(marker, wanted);
  }
  return path.join(vscode, 'out/server-main.js');
}
