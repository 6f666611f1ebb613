// Installs on first use what is in a lock file of this folder, and what the VS Code inside code-server needs
// of its own. VSCODE_TEST_VERSION is a version or `newest`; without it the VS Code of this folder's own lock
// file is meant.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const launcher = path.dirname(fileURLToPath(import.meta.url));
export const root = path.resolve(launcher, '../../..');
export const cache = path.join(root, '.cache');

/** The VS Code of this folder's own lock file; code-server counts as VS Code does, but begins with 4. */
const ownVersion = JSON.parse(readFileSync(path.join(launcher, 'package.json'), 'utf8')).dependencies[
  'code-server'
].replace(/^4\./, '1.');

/** The versions of VS Code that there are lock files of, oldest first. */
export const versions = [ownVersion, ...readdirSync(path.join(launcher, 'versions'))].sort((a, b) =>
  a.localeCompare(b, 'en', { numeric: true }),
);

function chosenFolder() {
  const { VSCODE_TEST_VERSION: wanted = '' } = process.env;
  const version = wanted === 'newest' ? versions.at(-1) : wanted;
  if (version === '' || version === ownVersion) return launcher;
  if (versions.includes(version)) return path.join(launcher, 'versions', version);
  console.error(`VSCODE_TEST_VERSION is newest or one of ${versions.join(', ')}, not '${version}'.`);
  process.exit(2);
}

/** The folder whose lock file names the VS Code to run. */
const home = chosenFolder();
const packages = path.join(home, 'node_modules');

/** The VS Code inside code-server; its server hands out every file below under `staticPath`. */
export const vscode = path.join(packages, 'code-server/lib/vscode');

/** A package that is installed beside VS Code. */
export const installedPackage = (name) => createRequire(path.join(home, 'package.json'))(name);

/** Where in the server's addresses the folder `vscode` is found. */
export function staticPath() {
  const { commit } = JSON.parse(readFileSync(path.join(vscode, 'product.json'), 'utf8'));
  return `/stable-${commit}/static`;
}

/** The version of the VS Code that is installed. */
export const vscodeVersion = () => JSON.parse(readFileSync(path.join(vscode, 'package.json'), 'utf8')).version;

/** The Node that the lock file brings along for a VS Code that needs another one; else this process's own. */
export function nodeProgram() {
  const own = path.join(packages, `node-${process.platform}-${process.arch}/bin/node`);
  return existsSync(own) ? own : process.execPath;
}

const marker = path.join(packages, '.installed');

/** Runs npm with the Node that VS Code runs with, so that what is compiled fits. */
function npm(folder, args) {
  const { status, error } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    env: { ...process.env, PATH: `${path.dirname(nodeProgram())}${path.delimiter}${process.env.PATH ?? ''}` },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (error ?? status !== 0) throw new Error(`npm could not install the VS Code server in ${folder}.`);
}

/**
 * VS Code's own ripgrep comes from an install script that downloads it; newer releases of the package bring
 * the program along.
 */
function installSearch() {
  const { rgPath } = installedPackage('@vscode/ripgrep');
  const bin = path.join(vscode, 'node_modules/@vscode/ripgrep/bin');
  mkdirSync(bin, { recursive: true });
  copyFileSync(rgPath, path.join(bin, path.basename(rgPath)));
}

/** Without a compiler the logs of VS Code would be empty. */
function installLog() {
  copyFileSync(path.join(launcher, 'plain-log.cjs'), path.join(vscode, 'node_modules/@vscode/spdlog/index.js'));
}

/**
 * The entry of VS Code's own server (code-server's drops the development options), installed when it is not
 * there yet.
 */
export async function installedServer() {
  const wanted = createHash('sha256')
    .update(readFileSync(path.join(home, 'package-lock.json')))
    .digest('hex');
  if (!existsSync(marker) || readFileSync(marker, 'utf8') !== wanted) {
    console.log('Installing a VS Code server for the tests (300 to 800 MB, once) …');
    npm(home, ['ci', '--ignore-scripts']);
    // Its own lock file pairs packages whose peer ranges exclude each other.
    npm(vscode, ['install', '--omit=dev', '--no-save', '--ignore-scripts', '--legacy-peer-deps']);
    const { config } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
    if (config?.compiled !== undefined) npm(vscode, ['rebuild', ...config.compiled.split(' ')]);
    installSearch();
    writeFileSync(marker, wanted);
  }
  installLog();
  return path.join(vscode, 'out/server-main.js');
}

/** What is started with the entry: itself, unless it only hands out its parts. */
export function starterOf(entry) {
  const handsOut = readFileSync(entry, 'utf8').includes('module.exports.loadCodeWithNls');
  return handsOut ? path.join(launcher, 'start-server.mjs') : entry;
}
