// The host of a web worker: a clock and an event loop, but no files; those come from the LSP client.
import type { Host } from './host.js';

/** Nothing here can be read: `withClientFiles` is in front of it. */
export function createWorkerHost(): Host {
  const reason = 'this editor gives no access to files';
  return {
    handles: () => false,
    read: () => Promise.resolve({ kind: 'unreadable', reason }),
    stream: async function* () {
      await Promise.resolve();
      throw new Error(reason);
    },
    stat: () => Promise.resolve('missing'),
    list: (folder) =>
      Promise.resolve({ uris: [], truncated: false, problems: [`${folder} cannot be searched: ${reason}.`] }),
    now: () => Date.now(),
    yield: () =>
      new Promise((resolve) => {
        setTimeout(resolve, 0);
      }),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
