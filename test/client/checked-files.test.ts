// What the user had checked under another name is remembered in the workspace.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckedFiles } from '../../client/src/base/checked-files.js';

test('each file once, the latest last, no more than a hundred, in a session that starts later too', async () => {
  const held = new Map<string, unknown>();
  const state = {
    keys: () => [...held.keys()],
    get: <T>(key: string, otherwise?: T): T => (held.has(key) ? held.get(key) : otherwise) as T,
    update: (key: string, value: unknown) => {
      held.set(key, value);
      return Promise.resolve();
    },
  };
  const files = new CheckedFiles(state);
  assert.deepEqual(files.uris, []);
  for (const name of ['a', 'b', 'a']) await files.add(`file:///ws/${name}`);
  assert.deepEqual(new CheckedFiles(state).uris, ['file:///ws/b', 'file:///ws/a']);
  for (let i = 0; i < 150; i++) await files.add(`file:///ws/${i}`);
  const latest = Array.from({ length: 100 }, (_, index) => `file:///ws/${index + 50}`);
  assert.deepEqual(files.uris, latest);
});
