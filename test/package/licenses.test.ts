// Every package of the lock file has a license that allows what the project does with it.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'Artistic-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC-BY-3.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Python-2.0',
  'Unlicense',
  'WTFPL',
  'Zlib',
]);

/**
 * Packages whose manifest does not name one of them; they serve development alone and are in nothing that
 * ships.
 */
const exceptions: readonly RegExp[] = [
  // Microsoft's own license: the part of vsce that signs packages.
  /^node_modules\/@vscode\/vsce-sign(-|$)/,
  // MIT by the LICENSE file in the package.
  /^node_modules\/httpolyglot$/,
];

/** One license of `A OR B` is enough; of `A AND B` every one counts. */
function isAllowed(license: string): boolean {
  const text = license.replace(/^\((.*)\)$/, '$1');
  if (text.includes(' OR ')) return text.split(' OR ').some(isAllowed);
  return text.split(' AND ').every((part) => allowed.has(part));
}

const versions = path.join(repositoryRoot, 'test/vscode/launcher/versions');
const locks = [
  'package-lock.json',
  'test/node/package-lock.json',
  'test/vscode/launcher/package-lock.json',
  ...readdirSync(versions).map((version) => `test/vscode/launcher/versions/${version}/package-lock.json`),
];

for (const lock of locks) {
  test(`licenses in ${lock}`, () => {
    const { packages } = JSON.parse(readFileSync(path.join(repositoryRoot, lock), 'utf8')) as {
      packages: Record<string, { license?: string; resolved?: string }>;
    };
    const others = Object.entries(packages)
      .filter(([name, { license }]) => name !== '' && !isAllowed(license ?? 'unknown'))
      .filter(([name]) => !exceptions.some((exception) => exception.test(name)))
      .map(([name, { license }]) => `${name}: ${license ?? 'unknown'}`);
    assert.deepEqual(others, []);
    // No lock file names the host of a registry.
    assert.deepEqual(
      Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined),
      [],
    );
  });
}
