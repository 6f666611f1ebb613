// A short run of every fuzz target with a fixed seed, and proof that a target that breaks is noticed.
import { strict as assert } from 'node:assert';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';
import { fuzz } from './fuzz.js';
import { soak } from './soak.js';
import { targets } from './targets.js';

for (const target of targets) {
  test(`damaged input for ${target.name}`, async () => {
    assert.ok(target.seeds.length > 0);
    const failure = await fuzz(target, 1, (tried) => tried >= 60);
    assert.equal(failure, null, failure?.message);
  });
}

test('an input that breaks a reader is kept', async () => {
  const breaking = {
    name: 'breaking',
    seeds: [Uint8Array.of(1, 2, 3)],
    run: (bytes: Uint8Array) => {
      if (bytes.length !== 3) throw new Error('broken');
    },
  };
  const failure = await fuzz(breaking, 7, (tried) => tried > 1000);
  assert.match(failure?.message ?? '', /broken/);
  const file = path.join(repositoryRoot, failure!.file);
  assert.notEqual(readFileSync(file).length, 3);
  rmSync(file);
});

test('300 random edits over several files leave what a new session says', async () => {
  await soak(300, 1);
});
