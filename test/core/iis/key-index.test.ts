// An index of entries and its copies, against maps that are copied whole.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyIndex } from '../../../server/src/core/iis/merge/key-index.js';

test('a copy of a copy is what a map that is copied whole would be, and leaves the first as it was', () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  let state = 1;
  const below = (limit: number): number => (state = (state * 48271) % 2147483647) % limit;
  const index = { now: new KeyIndex<{ readonly n: number }>(), map: new Map<string, { readonly n: number }>() };
  const finished: (typeof index)[] = [];
  for (let copies = 0; copies < 40; copies++) {
    for (let n = 0; n < below(6); n++) {
      const key = keys[below(keys.length)]!;
      const what = below(12);
      if (what === 0) {
        index.now.clear();
        index.map.clear();
      } else if (what < 5) {
        index.now.delete(key);
        index.map.delete(key);
      } else {
        const entry = { n: copies };
        index.now.set(key, entry);
        index.map.set(key, entry);
      }
    }
    finished.push({ ...index });
    for (const { now, map } of finished) for (const key of keys) assert.equal(now.get(key), map.get(key));
    index.now = index.now.copy();
    index.map = new Map(index.map);
  }
  assert.ok(finished.some(({ map }) => map.size > 2));
});
