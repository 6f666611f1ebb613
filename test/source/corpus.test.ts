// Tests that need the corpus are skipped without it: every file that reads it says so.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const folder = path.join(repositoryRoot, 'test');

test('a test file that reads the corpus has tests that are skipped without it', () => {
  const silent = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && name !== path.join('source', 'corpus.test.ts'))
    .filter((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const reads = /\b(?:corpusServers?|layOut|malformedServer|inCorpus|serversFor)\(|shared\/corpus/.test(text);
      return reads && !/skipWithoutCorpus|reasonToSkip/.test(text);
    });
  assert.deepEqual(silent, []);
});
