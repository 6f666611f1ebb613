// The outline of a document: sites, applications, locations and sections.
import { symbolsOf, type DocumentSymbol } from '../../core/face/editor.js';
import { SymbolKind, type DocumentSymbol as LspSymbol, type SymbolInformation } from 'vscode-languageserver';
import type { SourceFile } from '../../core/text/source-file.js';
import { localizeSymbol } from '../localize.js';
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

export function registerSymbols({ connection, workspace, run, abilities, say }: Session): void {
  connection.onDocumentSymbol(({ textDocument }, token) =>
    run('textDocument/documentSymbol', token, null, async () => {
      // The outline of an open configuration is that of its text: it does not wait until everything is
      // checked.
      const opened = workspace.opened(textDocument.uri);
      if (opened)
        return answer(
          opened,
          symbolsOf(opened).map((symbol) => localizeSymbol(symbol, say)),
        );
      const snapshot = await workspace.snapshot();
      const file = snapshot.source(textDocument.uri);
      return file ? answer(file, snapshot.project.symbols(file.uri)) : null;

      function answer(of: SourceFile, symbols: readonly DocumentSymbol[]): LspSymbol[] | SymbolInformation[] {
        const lines = linesOf(of);
        return abilities.nestedSymbols
          ? symbols.map((symbol) => nested(symbol, lines))
          : flat(symbols, textDocument.uri, lines);
      }
    }),
  );
}
