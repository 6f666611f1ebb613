// Navigation from one place to others: definitions, references, and workspace symbols.
import { SymbolKind, type Location, type SymbolInformation } from 'vscode-languageserver';
import type { DeclaredPath } from '../../core/face/editor.js';
import type { Place } from '../../core/text/range.js';
import { fileNameOf } from '../../host/uri.js';
import { placeOf } from '../convert.js';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

/** More symbols than a list shows are not sent. */
const maximumSymbols = 500;

const kinds: Readonly<Record<DeclaredPath['kind'], SymbolKind>> = {
  site: SymbolKind.Namespace,
  application: SymbolKind.Package,
  virtualDirectory: SymbolKind.Module,
};

function locationsOf(snapshot: Snapshot, places: readonly Place[]): Location[] {
  return places.flatMap((place) => placeOf(snapshot, place) ?? []);
}

/** True when the letters of `query` are in `text` in their order, as editors match. */
function matches(text: string, query: string): boolean {
  let at = 0;
  for (const letter of query.toLowerCase()) {
    if (letter === ' ') continue;
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

export function registerNavigation({ connection, workspace, run }: Session): void {
  connection.onDefinition(({ textDocument, position }, token) =>
    run('textDocument/definition', token, null, async () => {
      const snapshot = await workspace.snapshot();
      const spot = snapshot.locate(textDocument.uri, position);
      return spot && locationsOf(snapshot, snapshot.project.definitions(spot.file.uri, spot.offset));
    }),
  );

  connection.onReferences(({ textDocument, position, context }, token) =>
    run('textDocument/references', token, null, async () => {
      const snapshot = await workspace.snapshot();
      const spot = snapshot.locate(textDocument.uri, position);
      if (!spot) return null;
      const { includeDeclaration } = context;
      return locationsOf(snapshot, snapshot.project.references(spot.file.uri, spot.offset, includeDeclaration));
    }),
  );

  connection.onWorkspaceSymbol(({ query }, token) =>
    run('workspace/symbol', token, null, async () => {
      const snapshot = await workspace.snapshot();
      const symbols: SymbolInformation[] = [];
      for (const { root, configurationPath, kind, place } of snapshot.project.paths()) {
        if (symbols.length === maximumSymbols) break;
        const container = fileNameOf(root);
        if (!matches(`${configurationPath} ${container}`.toLowerCase(), query)) continue;
        const location = placeOf(snapshot, place);
        if (location) symbols.push({ name: configurationPath, kind: kinds[kind], location, containerName: container });
      }
      return symbols;
    }),
  );
}
