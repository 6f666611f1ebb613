// The outline of a document: sites, applications, locations and sections.
import type { DocumentSymbol } from '../../core/editor/answers.js';
import { SymbolKind, type DocumentSymbol as LspSymbol, type SymbolInformation } from 'vscode-languageserver';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';
import type { LineIndex } from '../../core/text/line-index.js';

const kinds: Readonly<Record<DocumentSymbol['kind'], SymbolKind>> = {
  site: SymbolKind.Namespace,
  application: SymbolKind.Package,
  virtualDirectory: SymbolKind.Module,
  location: SymbolKind.Namespace,
  sectionGroup: SymbolKind.Module,
  section: SymbolKind.Class,
  element: SymbolKind.Object,
};

function nested(symbol: DocumentSymbol, lines: LineIndex): LspSymbol {
  return {
    // An empty name is against the protocol.
    name: symbol.name === '' ? '""' : symbol.name,
    ...(symbol.detail === undefined ? {} : { detail: symbol.detail }),
    kind: kinds[symbol.kind],
    range: lines.rangeAt(symbol.range),
    selectionRange: lines.rangeAt(symbol.selection),
    children: symbol.children.map((child) => nested(child, lines)),
  };
}

function flat(
  symbols: readonly DocumentSymbol[],
  uri: string,
  lines: LineIndex,
  container?: string,
): SymbolInformation[] {
  return symbols.flatMap((symbol) => [
    {
      name: symbol.name === '' ? '""' : symbol.name,
      kind: kinds[symbol.kind],
      location: { uri, range: lines.rangeAt(symbol.range) },
      ...(container === undefined ? {} : { containerName: container }),
    },
    ...flat(symbol.children, uri, lines, symbol.name),
  ]);
}

export function registerSymbols({ connection, workspace, run, abilities }: Session): void {
  connection.onDocumentSymbol(({ textDocument }, token) =>
    run('textDocument/documentSymbol', token, null, async () => {
      const snapshot = await workspace.snapshot();
      const file = snapshot.source(textDocument.uri);
      if (!file) return null;
      const lines = linesOf(file);
      const symbols = snapshot.project.symbols(file.uri);
      return abilities.nestedSymbols
        ? symbols.map((symbol) => nested(symbol, lines))
        : flat(symbols, textDocument.uri, lines);
    }),
  );
}
