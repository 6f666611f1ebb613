// Documents that show the effective configuration of a path and follow it as the files change.
import { commands, EventEmitter, Uri, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import type { EffectiveResult } from '../../../server/src/protocol.js';
import type { ServerAccess } from '../base/server-access.js';

const scheme = 'exchange-cba-effective';

function uriOf({ root, configurationPath }: { root: string; configurationPath: string }): Uri {
  // The preview takes its title from the last segment.
  const name = configurationPath === '' ? 'applicationHost.config' : configurationPath.replaceAll('/', ' › ');
  return Uri.from({ scheme, path: `/${name}.md`, query: JSON.stringify({ root, configurationPath }) });
}

/**
 * The Markdown preview follows no link to a file from a document that is not one itself, and would show its
 * source.
 */
function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\(<[^>]*>\)/g, '$1');
}

export class EffectiveDocuments implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly #registration: Disposable;
  readonly #server: ServerAccess;
  readonly onDidChange = this.#changed.event;

  constructor(server: ServerAccess) {
    this.#server = server;
    this.#registration = workspace.registerTextDocumentContentProvider(scheme, this);
  }

  async show(result: EffectiveResult): Promise<void> {
    await commands.executeCommand('markdown.showPreview', uriOf(result));
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const params = JSON.parse(uri.query) as { root: string; configurationPath: string };
    const result = await this.#server.effectiveConfiguration(params);
    return withoutLinks(result?.markdown ?? '');
  }

  refresh(): void {
    for (const { uri } of workspace.textDocuments) if (uri.scheme === scheme) this.#changed.fire(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
