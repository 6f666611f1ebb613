// Who waits for the language server is told in the end, whatever becomes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PATIENCE, Settling } from '../../client/src/base/settling.js';

const settling = (): Settling<number> => new Settling<number>(() => new Error('stopped'));

test('a server that dies while it is busy keeps no one waiting for ever', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const server = settling();
  server.busy();
  const before = server.wait();
  server.stopped();
  const after = server.wait();
  context.mock.timers.tick(PATIENCE);
  await assert.rejects(before, /stopped/);
  await assert.rejects(after, /stopped/);
});

test('a restart is waited for, and what was said before it is not an answer', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const server = settling();
  server.done(1);
  assert.equal(await server.wait(), 1);
  server.stopped();
  const waiting = server.wait();
  server.started();
  context.mock.timers.tick(2 * PATIENCE);
  server.busy();
  server.done(2);
  assert.equal(await waiting, 2);
});

test('no one waits for what is disposed of', async () => {
  const server = settling();
  const waiting = server.wait();
  server.dispose();
  await assert.rejects(waiting, /stopped/);
});
