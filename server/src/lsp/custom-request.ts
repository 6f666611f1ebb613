// Requests beyond LSP.
import type { CancellationToken, Connection, HandlerResult } from 'vscode-languageserver';

/** JSON-RPC hands the parameters over only when there are some; the token is always last. */
export function onCustomRequest<R>(
  connection: Connection,
  method: string,
  handler: (params: unknown, token: CancellationToken) => Promise<R>,
): void {
  connection.onRequest(method, (...given: unknown[]) => {
    const answer = handler(given.length > 1 ? given[0] : undefined, given[given.length - 1] as CancellationToken);
    // A promise of R is such a result; the library's conditional type does not let a compiler see that for
    // every R.
    return answer as HandlerResult<R, unknown>;
  });
}
