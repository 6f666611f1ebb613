// A language server that hangs is restarted like any other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restartServer } from '../../client/src/commands/restart-server.js';

async function restarted(stop: () => Promise<void>): Promise<readonly string[]> {
  const said: string[] = [];
  const say = (what: string) => (): void => {
    said.push(what);
  };
  const client = {
    stop,
    start: () => {
      said.push('started');
      return Promise.resolve();
    },
  };
  const session = { client, output: { info: say('info'), warn: say('warned') } };
  await restartServer(session as unknown as Parameters<typeof restartServer>[0]);
  return said;
}

test('a server that stops is started', async () => {
  assert.deepEqual(await restarted(() => Promise.resolve()), ['info', 'started']);
});

test('a server that does not stop is started once it is gone', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const hanging = restarted(() => Promise.reject(new Error('Stopping the server timed out')));
  await new Promise((resolve) => setImmediate(resolve));
  context.mock.timers.tick(3000);
  assert.deepEqual(await hanging, ['info', 'warned', 'started']);
});
