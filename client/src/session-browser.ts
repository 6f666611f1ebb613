// The second stage in a browser: the language server is a web worker.
import { Uri, type ExtensionContext } from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/browser';
import { Session, clientId, clientName } from './session.js';

export function startSession(context: ExtensionContext): Promise<Session> {
  const script = Uri.joinPath(context.extensionUri, 'dist/server/browser.js').toString(true);
  return Session.start(context, (options) => {
    let worker: Worker | undefined;
    const start = (): Promise<Worker> => {
      worker = new Worker(script);
      return Promise.resolve(worker);
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
