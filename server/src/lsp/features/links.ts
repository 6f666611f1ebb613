// Document links: files that a configuration names.
import type { DocumentLink } from 'vscode-languageserver';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';

export function registerLinks({ connection, workspace, run, abilities }: Session): void {
  connection.onDocumentLinks(({ textDocument }, token) =>
    run('textDocument/documentLink', token, [], async (): Promise<DocumentLink[]> => {
      const snapshot = await workspace.snapshot();
      const file = snapshot.source(textDocument.uri);
      if (!file) return [];
      const lines = linesOf(file);
      return snapshot.project.links(file.uri).map(({ range, target, tooltip }) => ({
        range: lines.rangeAt(range),
        target: snapshot.clientUri(target),
        ...(tooltip !== undefined && abilities.linkTooltips ? { tooltip } : {}),
      }));
    }),
  );
}
