// Files that a configuration names (configSource) are served like the others: their documents are requested
// when needed.
import {
  BulkRegistration,
  CodeActionRequest,
  CompletionRequest,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentSymbolRequest,
  HoverRequest,
  TextDocumentSyncKind,
  type BulkUnregistration,
} from 'vscode-languageserver';
import { isServedName } from '../names.js';
import type { Session } from '../session.js';
import { codeActionOptions, completionOptions, diagnosticOptions } from '../capabilities.js';

/** A glob that means one file: every character that a glob would read as something else stands for itself. */
export function globOf(uri: string): string {
  const path = decodeURIComponent(uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, ''));
  return `**${path.replace(/[[\]{}*?]/g, '?')}`;
}

export function registerNamedFiles({ connection, workspace, abilities, log }: Session): void {
  let registered = '';
  let registration: Promise<BulkUnregistration> | null = null;

  async function register(): Promise<void> {
    const uris = workspace.wantedFiles.filter((uri) => !isServedName(uri));
    const key = uris.join('\n');
    if (key === registered) return;
    registered = key;
    const before = registration;
    registration = null;
    (await before)?.dispose();
    if (uris.length === 0 || registered !== key) return;
    const documentSelector = uris.map((uri) => ({ pattern: globOf(uri) }));
    const bulk = BulkRegistration.create();
    bulk.add(DidOpenTextDocumentNotification.type, { documentSelector });
    bulk.add(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental });
    bulk.add(DidCloseTextDocumentNotification.type, { documentSelector });
    bulk.add(DocumentDiagnosticRequest.type, { documentSelector, ...diagnosticOptions });
    bulk.add(CodeActionRequest.type, { documentSelector, ...codeActionOptions });
    bulk.add(HoverRequest.type, { documentSelector });
    bulk.add(CompletionRequest.type, { documentSelector, ...completionOptions });
    bulk.add(DocumentSymbolRequest.type, { documentSelector });
    if (abilities.watchFiles) {
      bulk.add(DidChangeWatchedFilesNotification.type, { watchers: uris.map((uri) => ({ globPattern: globOf(uri) })) });
    }
    registration = connection.client.register(bulk);
    await registration;
  }

  if (!abilities.registerDocuments) return;
  workspace.onDidRead(() => {
    register().catch((error: unknown) => {
      log.failure('client/registerCapability', error);
    });
  });
}
