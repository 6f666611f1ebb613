// The second stage in Node: the language server is a process of its own.
import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { Session, clientId, clientName } from './session.js';

export function startSession(context: ExtensionContext): Promise<Session> {
  const module = context.asAbsolutePath('dist/server/node.js');
  return Session.start(
    context,
    (options) =>
      new LanguageClient(
        clientId,
        clientName,
        {
          run: { module, transport: TransportKind.ipc },
          debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6009'] } },
        },
        options,
      ),
  );
}
