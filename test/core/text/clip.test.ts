// Texts that are cut for a message.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clip } from '../../../server/src/core/text/clip.js';

test('a text is cut to its length, and a quotation at its end is closed', () => {
  assert.equal(clip('short', 5), 'short');
  assert.equal(clip('longer', 5), 'long…');
  assert.equal(clip("'Default Web Site/owa'", 12), "'Default W…'");
  assert.equal(clip("attribute 'name' set to 'Contoso'", 30), "attribute 'name' set to 'Con…'");
  assert.equal(clip("attribute 'name' set to 'Contoso'", 20), "attribute 'name' se…");
  assert.equal(clip("it's long", 6), "it's …");
  for (const length of [1, 2, 3]) assert.ok(clip("'Default Web Site'", length).length <= Math.max(length, 2));
});
