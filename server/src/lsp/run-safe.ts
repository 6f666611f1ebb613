// Runs one request: lets cancellations arrive, isolates a failure, answers neutrally and says in the log what
// happened.
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { Host } from '../host/host.js';
import type { Log } from './log.js';

export type RunSafe = <R>(name: string, token: CancellationToken, neutral: R, work: () => R | Promise<R>) => Promise<R>;

/** Rejecting with a ResponseError answers with it. */
function stopIfCancelled(token: CancellationToken): void {
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}

/** Requests that take longer are worth a line in the log. */
const slow = 500;

/**
 * A failure of `work` is logged and gives `neutral`; a ResponseError that it throws is an answer and passes.
 */
export function safeRunner(host: Host, log: Log): RunSafe {
  return async (name, token, neutral, work) => {
    // Changes and cancellations that have arrived meanwhile go first.
    await host.yield();
    stopIfCancelled(token);
    const started = host.now();
    try {
      const result = await work();
      stopIfCancelled(token);
      const took = host.now() - started;
      if (took >= slow) log.info(`${name} took ${took} ms.`);
      return result;
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      log.failure(name, error);
      return neutral;
    }
  };
}
