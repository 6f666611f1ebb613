// The order that the protocol demands: nothing before `initialize`, nothing but `exit` after `shutdown` (LSP
// 3.17, "Server lifecycle"). The library leaves it to the server.
import {
  ErrorCodes,
  Message,
  ResponseError,
  type Connection,
  type ConnectionOptions,
  type RequestMessage,
} from 'vscode-languageserver';

/** Requests out of order are handed to these, which answer with an error. */
const tooEarly = 'exchangeCba/tooEarly';
const tooLate = 'exchangeCba/tooLate';

export class ProtocolOrder {
  #state: 'new' | 'running' | 'shutDown' = 'new';

  /** For the connection that is created. */
  readonly options: ConnectionOptions = {
    messageStrategy: {
      handleMessage: (message, next) => {
        if (Message.isRequest(message)) return next(this.#inOrder(message));
        // Notifications out of order are dropped, but for the one that ends the process.
        const isDropped = Message.isNotification(message) && this.#state !== 'running' && message.method !== 'exit';
        return isDropped ? undefined : next(message);
      },
    },
  };

  get isShutDown(): boolean {
    return this.#state === 'shutDown';
  }

  /** Answers what is out of order. */
  listenTo(connection: Connection): void {
    connection.onRequest(
      tooEarly,
      () => new ResponseError(ErrorCodes.ServerNotInitialized, 'The server is not initialized.'),
    );
    connection.onRequest(
      tooLate,
      () => new ResponseError(ErrorCodes.InvalidRequest, 'The server is shut down, or initialized already.'),
    );
  }

  #inOrder(request: RequestMessage): RequestMessage {
    const isFirst = request.method === 'initialize';
    if (this.#state === 'new' && !isFirst) return { ...request, method: tooEarly };
    if (this.#state === 'shutDown' || (this.#state === 'running' && isFirst)) return { ...request, method: tooLate };
    if (isFirst) this.#state = 'running';
    if (request.method === 'shutdown') this.#state = 'shutDown';
    return request;
  }
}
