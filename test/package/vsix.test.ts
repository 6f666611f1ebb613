// The extension's package holds what ships and nothing else, and stays small.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';
import { zipEntries, type ZipEntry } from '../support/zip.js';

const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-vsix-'));
const file = path.join(folder, 'extension.vsix');
let entries: ZipEntry[] = [];

before(() => {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['scripts/package.mjs', '--no-build', '--out', file], {
    cwd: repositoryRoot,
    encoding: 'utf8',
  });
  assert.equal(status, 0, stdout + stderr);
  entries = zipEntries(readFileSync(file));
});

after(() => {
  rmSync(folder, { recursive: true });
});

test('the VSIX holds bundles, pages, words and pictures, and nothing else', () => {
  const allowed = [
    /^\[Content_Types\]\.xml$/,
    /^extension\.vsixmanifest$/,
    /^extension\/(package\.json|package\.nls(\.de)?\.json|LICENSE\.txt|ThirdPartyNotices\.txt|readme\.md|changelog\.md)$/,
    /^extension\/dist\/(client\/(node|session-node|certificates|browser)|server\/(node|browser)|webview\/[a-z-]+)\.js$/,
    /^extension\/dist\/webview\/[a-z-]+\.css$/,
    /^extension\/docs\/(collecting|evidence\/[A-Za-z-]+|walkthrough\/[a-z]+(\.nls\.de)?)\.md$/,
    /^extension\/docs\/walkthrough\/(collect|welcome|verdict|quick-fix|verify|rollback)-light\.png$/,
    /^extension\/samples\/[\w./-]+$/,
    /^extension\/docs\/rules\/([a-z]+\/)?[a-z0-9-]+\.md$/i,
    /^extension\/images\/(icon\.png|view\.svg)$/,
    /^extension\/l10n\/bundle\.l10n(\.de)?\.json$/,
    /^extension\/syntaxes\/[a-z-]+(\.tmLanguage|\.language-configuration)?\.json$/,
  ];
  const strangers = entries.map(({ name }) => name).filter((name) => !allowed.some((pattern) => pattern.test(name)));
  assert.deepEqual(strangers, []);
});

test('everything that the manifest names is there', () => {
  const manifest = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
    main: string;
    browser: string;
    icon: string;
  };
  const names = new Set(entries.map(({ name }) => name));
  for (const named of [manifest.main, manifest.browser, manifest.icon]) {
    assert.ok(names.has(path.posix.join('extension', named)), named);
  }
  for (const loaded of ['dist/client/session-node.js', 'dist/server/node.js', 'dist/server/browser.js']) {
    assert.ok(names.has(`extension/${loaded}`), loaded);
  }
});

test('the VSIX is smaller than 1.5 MB and the first stage smaller than 15 KB', () => {
  const sizeOf = (name: string): number => entries.find((entry) => entry.name === name)?.size ?? Infinity;
  assert.ok(readFileSync(file).length < 1_500_000, `${readFileSync(file).length} bytes`);
  assert.ok(sizeOf('extension/dist/client/node.js') < 15_000, `${sizeOf('extension/dist/client/node.js')} bytes`);
});

test('no bundle for browsers asks for a module of Node, and none for VS Code brings vscode along', () => {
  for (const bundle of ['client/browser.js', 'server/browser.js']) {
    const text = readFileSync(path.join(repositoryRoot, 'dist', bundle), 'utf8');
    const required = new Set([...text.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, name]) => name));
    required.delete('vscode');
    assert.deepEqual([...required], [], bundle);
  }
});

test('two packages of the same sources are the same bytes', () => {
  const again = path.join(folder, 'again.vsix');
  const { status } = spawnSync(process.execPath, ['scripts/package.mjs', '--no-build', '--out', again], {
    cwd: repositoryRoot,
  });
  assert.equal(status, 0);
  assert.ok(readFileSync(again).equals(readFileSync(file)));
});
