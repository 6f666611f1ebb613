// Hover: what core says of the place under the pointer.
import { MarkupKind, type Hover } from 'vscode-languageserver';
import type { Session } from '../session.js';

export function registerHover({ connection, workspace, run }: Session): void {
  connection.onHover(({ textDocument, position }, token) =>
    run('textDocument/hover', token, null, async (): Promise<Hover | null> => {
      const snapshot = await workspace.snapshot();
      const at = snapshot.locate(textDocument.uri, position);
      const hover = at && snapshot.project.hover(at.file.uri, at.offset);
      if (!hover) return null;
      const range = snapshot.positions(at.file.uri, hover.range);
      return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, ...(range ? { range } : {}) };
    }),
  );
}
