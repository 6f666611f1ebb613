// What needs a document's text alone: folding, selection, tags edited together, highlights, formatting.
import {
  DocumentFormattingRequest,
  DocumentRangeFormattingRequest,
  FoldingRangeKind,
  type FoldingRange,
  type FormattingOptions,
  type SelectionRange,
} from 'vscode-languageserver';
import {
  foldingRanges,
  formatEdits,
  highlights,
  selectionRanges,
  tagNames,
  type FormatOptions,
} from '../../core/face/editor.js';
import { documentOf } from '../../core/face/files.js';
import type { LineIndex, PositionRange } from '../../core/text/line-index.js';
import type { Range } from '../../core/text/range.js';
import type { SourceFile } from '../../core/text/source-file.js';
import { settingsFileName } from '../../core/face/settings.js';
import { servedNames } from '../../served-files.js';
import type { Session } from '../session.js';
import { linesOf } from '../snapshot.js';

/**
 * Names of XML without what only a few of them hold: enough to end linked editing at a blank or a bracket.
 */
const tagName = '[\\p{L}_:][\\p{L}\\p{N}_:.\\-]*';

function foldingOf(file: SourceFile, lines: LineIndex): FoldingRange[] {
  return foldingRanges(documentOf(file)).flatMap(({ range, kind }) => {
    const { start, end } = lines.rangeAt(range);
    // The line of an end tag stays visible; that of a comment's end does not.
    const endLine = kind === 'comment' ? end.line : end.line - 1;
    if (endLine <= start.line) return [];
    return [{ startLine: start.line, endLine, ...(kind === 'comment' ? { kind: FoldingRangeKind.Comment } : {}) }];
  });
}

function selectionOf(ranges: readonly Range[], lines: LineIndex): SelectionRange {
  let result: SelectionRange | undefined;
  for (const range of [...ranges].reverse()) {
    result = { range: lines.rangeAt(range), ...(result ? { parent: result } : {}) };
  }
  return result!;
}

function optionsOf(options: FormattingOptions, text: string): FormatOptions {
  const { insertSpaces, tabSize, trimTrailingWhitespace, insertFinalNewline, trimFinalNewlines } = options;
  return {
    indent: insertSpaces ? ' '.repeat(tabSize) : '\t',
    lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
    trimTrailing: trimTrailingWhitespace === true,
    finalLineEnd: insertFinalNewline === true,
    trimFinalLineEnds: trimFinalNewlines === true,
  };
}

export function registerSyntax({ connection, workspace, run }: Session): void {
  const fileOf = async (uri: string): Promise<SourceFile | undefined> =>
    workspace.opened(uri) ?? (await workspace.snapshot()).source(uri);

  connection.onFoldingRanges(({ textDocument }, token) =>
    run('textDocument/foldingRange', token, null, async () => {
      const file = await fileOf(textDocument.uri);
      return file ? foldingOf(file, linesOf(file)) : null;
    }),
  );

  connection.onSelectionRanges(({ textDocument, positions }, token) =>
    run('textDocument/selectionRange', token, null, async () => {
      const file = await fileOf(textDocument.uri);
      if (!file) return null;
      const lines = linesOf(file);
      return positions.map((position) =>
        selectionOf(selectionRanges(documentOf(file), lines.offsetAt(position)), lines),
      );
    }),
  );

  connection.onDocumentHighlight(({ textDocument, position }, token) =>
    run('textDocument/documentHighlight', token, null, async () => {
      const file = await fileOf(textDocument.uri);
      if (!file) return null;
      const lines = linesOf(file);
      return highlights(documentOf(file), lines.offsetAt(position)).map((range) => ({ range: lines.rangeAt(range) }));
    }),
  );

  connection.languages.onLinkedEditingRange(({ textDocument, position }, token) =>
    run('textDocument/linkedEditingRange', token, null, async () => {
      const file = await fileOf(textDocument.uri);
      if (!file) return null;
      const lines = linesOf(file);
      const names = tagNames(documentOf(file), lines.offsetAt(position));
      return names && { ranges: names.map((range) => lines.rangeAt(range)), wordPattern: tagName };
    }),
  );

  const format = async (uri: string, options: FormattingOptions, only: PositionRange | null) => {
    const file = await fileOf(uri);
    if (!file) return null;
    const lines = linesOf(file);
    const range = only && { start: lines.offsetAt(only.start), end: lines.offsetAt(only.end) };
    return formatEdits(documentOf(file), optionsOf(options, file.text), range).map(({ range: at, newText }) => ({
      range: lines.rangeAt(at),
      newText,
    }));
  };
  connection.onDocumentFormatting(({ textDocument, options }, token) =>
    run('textDocument/formatting', token, null, () => format(textDocument.uri, options, null)),
  );
  connection.onDocumentRangeFormatting(({ textDocument, options, range }, token) =>
    run('textDocument/rangeFormatting', token, null, () => format(textDocument.uri, options, range)),
  );
}

/** Offers formatting of configuration files only: settings files have the editor's formatter for JSON. */
export async function offerFormatting({ connection, abilities }: Session): Promise<void> {
  if (!abilities.registerFormatting) return;
  const names = servedNames.filter((name) => name !== settingsFileName);
  const documentSelector = names.map((name) => ({ pattern: `**/${name}` }));
  await connection.client.register(DocumentFormattingRequest.type, { documentSelector });
  await connection.client.register(DocumentRangeFormattingRequest.type, { documentSelector });
}
