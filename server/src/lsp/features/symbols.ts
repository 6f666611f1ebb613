// The outline of a document: sites, applications, locations and sections.
import { allBelow, symbolsOf, type DocumentSymbol } from '../../core/face/editor.js';
import { SymbolKind, type DocumentSymbol as LspSymbol, type SymbolInformation } from 'vscode-languageserver';
import type { SourceFile } from '../../core/text/source-file.js';
import type { Say } from '../../core/text/phrase-book.js';
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

function nested(symbol: DocumentSymbol, lines: LineIndex, say: Say): LspSymbol {
  const answer: LspSymbol = {
    name: nameOf(symbol, say),
    kind: kinds[symbol.kind],
    range: lines.rangeAt(symbol.range),
    selectionRange: lines.rangeAt(symbol.selection),
    children: symbol.children.map((child) => nested(child, lines, say)),
  };
  if (symbol.detail !== '') answer.detail = symbol.detail;
  return answer;
}

function flat(
  symbols: readonly DocumentSymbol[],
  uri: string,
  lines: LineIndex,
  say: Say,
  container?: string,
): SymbolInformation[] {
  return symbols.flatMap((symbol) => [
    {
      name: nameOf(symbol, say),
      kind: kinds[symbol.kind],
      location: { uri, range: lines.rangeAt(symbol.range) },
      ...(container === undefined ? {} : { containerName: container }),
    },
    ...flat(symbol.children, uri, lines, say, nameOf(symbol, say)),
  ]);
}

/** An empty name is against the protocol. */
function nameOf({ kind, name }: DocumentSymbol, say: Say): string {
  if (kind === 'location' && name === allBelow) return say(name);
  return name === '' ? '""' : name;
}

export function registerSymbols({ connection, workspace, run, abilities, say }: Session): void {
  connection.onDocumentSymbol(({ textDocument }, token) =>
    run('textDocument/documentSymbol', token, null, async () => {
      // The outline of an open configuration is that of its text: it does not wait until everything is
      // checked.
      const opened = workspace.opened(textDocument.uri);
      if (opened) return answer(opened, symbolsOf(opened));
      const snapshot = await workspace.snapshot();
      const file = snapshot.source(textDocument.uri);
      return file ? answer(file, snapshot.project.symbols(file.uri)) : null;

      function answer(of: SourceFile, symbols: readonly DocumentSymbol[]): LspSymbol[] | SymbolInformation[] {
        const lines = linesOf(of);
        return abilities.nestedSymbols
          ? symbols.map((symbol) => nested(symbol, lines, say))
          : flat(symbols, textDocument.uri, lines, say);
      }
    }),
  );
}
