// The second stage in a browser: the language server is a web worker.
import { Uri, type ExtensionContext } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  State,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { Session, clientId, clientName } from './session.js';

export function startSession(context: ExtensionContext): Promise<Session> {
  const script = Uri.joinPath(context.extensionUri, 'dist/server/browser.js').toString(true);
  return Session.start(context, (options) => {
    let worker: Worker | undefined;
    // Extension hosts put a Worker of their own into the global scope, which the library does not know for
    // one.
    const start = (): Promise<MessageTransports> => {
      worker = new Worker(script);
      return Promise.resolve({ reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) });
    };
    // Since version 10 of the library the server comes before the options.
    const client = new LanguageClient(clientId, clientName, start, options);
    client.onDidChangeState(({ newState }) => {
      // A worker knows no exit: without this each restart would leave one behind.
      if (newState === State.Stopped) worker?.terminate();
    });
    return client;
  });
}
