// Writes the server's log to the output channel of the client, never with text from documents.
import type { Connection } from 'vscode-languageserver';

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** Our own mistake, with its stack. */
  failure(where: string, error: unknown): void;
}

export function connectionLog(connection: Connection): Log {
  return {
    info: (message) => {
      connection.console.info(message);
    },
    warn: (message) => {
      connection.console.warn(message);
    },
    failure: (where, error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      connection.console.error(`${where} failed: ${text}`);
    },
  };
}
