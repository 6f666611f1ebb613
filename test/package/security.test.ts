// SECURITY.md names tests that exist.
import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

test('every threat names tests, and they exist', () => {
  const rows = readFileSync(path.join(repositoryRoot, 'SECURITY.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| threat') && !line.startsWith('| ---'));
  assert.ok(rows.length >= 8);
  for (const row of rows) {
    const tests = [...row.matchAll(/`(test\/[\w/.-]+)`/g)].map(([, name]) => name!);
    assert.ok(tests.length > 0, row);
    for (const name of tests) assert.ok(existsSync(path.join(repositoryRoot, name)), name);
  }
});
