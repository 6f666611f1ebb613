// Requests beyond LSP.
import type { CancellationToken, Connection } from 'vscode-languageserver';

/** JSON-RPC hands the parameters over only when there are some; the token is always last. */
export function onCustomRequest<R>(
  connection: Connection,
  method: string,
  handler: (params: unknown, token: CancellationToken) => Promise<R>,
): void {
  connection.onRequest(method, (...given: unknown[]) =>
    handler(given.length > 1 ? given[0] : undefined, given[given.length - 1] as CancellationToken),
  );
}
