// Documents for the files in zip archives, which problems and places lead to.
import { EventEmitter, workspace, type Disposable, type TextDocumentContentProvider, type Uri } from 'vscode';
import { innerScheme, innerTextRequest } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';

export class InnerDocuments implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly #server: ServerAccess;
  readonly #registration: Disposable;
  readonly onDidChange = this.#changed.event;

  constructor(server: ServerAccess) {
    this.#server = server;
    this.#registration = workspace.registerTextDocumentContentProvider(innerScheme, this);
  }

  /** Archives may have changed. */
  refresh(): void {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === innerScheme) this.#changed.fire(uri);
  }

  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    return (await this.#server.client.sendRequest<string | null>(innerTextRequest, { uri: query })) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
