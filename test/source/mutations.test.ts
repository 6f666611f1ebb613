// The mutations of `npm run mutate` can be made: their text is there once, and their tests exist.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly tests: readonly string[];
}

const { mutations } = (await import(path.join(repositoryRoot, 'test/mutations.mjs'))) as {
  mutations: readonly Mutation[];
};

test('there are mutations, each with a name of its own', () => {
  assert.ok(mutations.length >= 11);
  assert.equal(new Set(mutations.map(({ name }) => name)).size, mutations.length);
});

for (const { name, file, from, to, tests } of mutations) {
  test(name, () => {
    const text = readFileSync(path.join(repositoryRoot, file), 'utf8');
    assert.equal(text.split(from).length - 1, 1, 'its text is not in the file once');
    assert.notEqual(to, from);
    assert.ok(tests.length > 0);
    for (const one of tests) assert.ok(existsSync(path.join(repositoryRoot, 'test', `${one}.test.ts`)), one);
  });
}
