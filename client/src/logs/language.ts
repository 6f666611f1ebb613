// Hover, outline and folding of logs that are open in the editor.
import {
  Disposable,
  DocumentSymbol,
  FoldingRange,
  Hover,
  languages,
  MarkdownString,
  Range,
  SymbolKind,
  type TextDocument,
} from 'vscode';
import { logHover } from '../../../server/src/core/logs/editor/hover.js';
import { logOutline, type LogPart } from '../../../server/src/core/logs/editor/outline.js';
import { logLanguage } from '../base/log-language.js';

/** The outline of the last version of a document. */
const outlines = new WeakMap<TextDocument, { readonly version: number; readonly parts: readonly LogPart[] }>();

function partsOf(document: TextDocument): readonly LogPart[] {
  const known = outlines.get(document);
  if (known?.version === document.version) return known.parts;
  const parts = logOutline(document.getText().split(/\r?\n/));
  outlines.set(document, { version: document.version, parts });
  return parts;
}

/** The last `#Fields:` line above a line. */
function headerAbove(document: TextDocument, line: number): string | null {
  const start =
    partsOf(document)
      .filter(({ first }) => first <= line)
      .at(-1)?.first ?? 0;
  for (let i = start; i < line && document.lineAt(i).text.startsWith('#'); i++) {
    if (/^#Fields:/i.test(document.lineAt(i).text)) return document.lineAt(i).text;
  }
  return null;
}

export function registerLogLanguage(): Disposable {
  const selector = { language: logLanguage };
  return Disposable.from(
    languages.registerHoverProvider(selector, {
      provideHover(document, { line, character }) {
        const hover = logHover(document.lineAt(line).text, headerAbove(document, line), character);
        return hover && new Hover(new MarkdownString(hover.markdown), new Range(line, hover.start, line, hover.end));
      },
    }),
    languages.registerDocumentSymbolProvider(selector, {
      provideDocumentSymbols(document) {
        return partsOf(document).map((part) => {
          const symbol = symbolOf(document, part, part.name, '', SymbolKind.Namespace);
          symbol.children = part.hours.map((hour) =>
            symbolOf(document, hour, hour.name, String(hour.lines), SymbolKind.Event),
          );
          return symbol;
        });
      },
    }),
    languages.registerFoldingRangeProvider(selector, {
      provideFoldingRanges(document) {
        return partsOf(document).flatMap((part) => [
          new FoldingRange(part.first, part.last),
          ...part.hours.map(({ first, last }) => new FoldingRange(first, last)),
        ]);
      },
    }),
  );
}

function symbolOf(
  document: TextDocument,
  { first, last }: { readonly first: number; readonly last: number },
  name: string,
  detail: string,
  kind: SymbolKind,
): DocumentSymbol {
  const start = document.lineAt(first).range;
  return new DocumentSymbol(name, detail, kind, new Range(start.start, document.lineAt(last).range.end), start);
}
