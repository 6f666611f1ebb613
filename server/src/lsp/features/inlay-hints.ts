// Notes inside the lines: what something else overrides, and what is inherited.
import type { InlayHint } from 'vscode-languageserver';
import { placeOf } from '../convert.js';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';

export function registerInlayHints({ connection, workspace, run }: Session): void {
  connection.languages.inlayHint.on(({ textDocument, range }, token) =>
    run('textDocument/inlayHint', token, null, async () => {
      const snapshot = await workspace.snapshot();
      const file = snapshot.source(textDocument.uri);
      if (!file) return null;
      const lines = linesOf(file);
      const shown = { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
      return snapshot.project.inlayHints(file.uri, shown).map(({ offset, label, place }): InlayHint => {
        const location = place && placeOf(snapshot, place);
        return {
          position: lines.positionAt(offset),
          // Editors cut long labels off.
          label: location ? [{ value: label, tooltip: label, location }] : label,
          paddingLeft: true,
        };
      });
    }),
  );
}
