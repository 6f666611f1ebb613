// Documents that explain a status, for the Markdown preview.
import { commands, Uri, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import type { ServerAccess } from '../base/server-access.js';

const scheme = 'exchange-cba-explain';

export class ExplainedDocuments implements TextDocumentContentProvider, Disposable {
  readonly #registration: Disposable;
  readonly #server: ServerAccess;

  constructor(server: ServerAccess) {
    this.#server = server;
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, this);
  }

  /** The preview takes its title from the last segment. */
  async show(text: string): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${text.replaceAll('/', ' › ')}.md`, query: JSON.stringify({ text }) });
    await commands.executeCommand('markdown.showPreview', uri);
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const { text } = JSON.parse(uri.query) as { text: string };
    return (await this.#server.explain(text)) ?? '';
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
