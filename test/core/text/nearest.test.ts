// "Did you mean" offers what was meant and nothing else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean, nearest } from '../../../server/src/core/text/nearest.js';
import { hash64 } from '../../../server/src/core/text/hash.js';

test('nearest finds typing mistakes, swapped letters and other case', () => {
  const known = ['termination', 'rules', 'schemaFolder', 'iis/locked-section'];
  assert.equal(nearest('terminaton', known), 'termination');
  assert.equal(nearest('ruels', known), 'rules');
  assert.equal(nearest('SCHEMAFOLDER', known), 'schemaFolder');
  assert.equal(nearest('iis/lock-section', known), 'iis/locked-section');
});

test('nearest finds nothing in what is far away', () => {
  assert.equal(nearest('windows', ['rules', 'termination']), null);
  assert.equal(nearest('', ['rules']), null);
  assert.equal(didYouMean('xyz', ['rules']), '');
  assert.equal(didYouMean('rule', ['rules']), ". Did you mean 'rules'?");
});

// The test vectors of the FNV specification (draft-eastlake-fnv), which are bytes and here ASCII.
test('hash64 is FNV-1a', () => {
  assert.equal(hash64(''), 'cbf29ce484222325');
  assert.equal(hash64('a'), 'af63dc4c8601ec8c');
  assert.equal(hash64('foobar'), '85944171f73967e8');
});
