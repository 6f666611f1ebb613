// Completion: core's items in core's order.
import type { CompletionItem } from '../../core/editor/answers.js';
import {
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type CompletionItem as LspItem,
  type CompletionList,
} from 'vscode-languageserver';
import type { Session } from '../session.js';
import type { Snapshot } from '../snapshot.js';

export const completionTriggers: readonly string[] = ['<', '"', "'", ' ', ',', '/'];

const kinds: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  section: CompletionItemKind.Module,
  element: CompletionItemKind.Struct,
  attribute: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  closing: CompletionItemKind.Text,
};

function convert(
  snapshot: Snapshot,
  uri: string,
  item: CompletionItem,
  index: number,
  snippets: boolean,
): LspItem | null {
  const range = snapshot.positions(uri, item.edit.range);
  if (!range) return null;
  const isSnippet = item.snippet === true && snippets;
  const newText = item.snippet && !snippets ? item.edit.newText.replace(/\$\d/g, '') : item.edit.newText;
  return {
    label: item.label,
    kind: kinds[item.kind],
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.documentation === undefined
      ? {}
      : { documentation: { kind: MarkupKind.Markdown, value: item.documentation } }),
    // Clients compare it with what the edit replaces, and that may begin with a bracket.
    filterText: item.edit.newText.startsWith('<') && !item.label.startsWith('<') ? `<${item.label}` : item.label,
    sortText: String(index).padStart(4, '0'),
    textEdit: { range, newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(item.preselect === undefined ? {} : { preselect: item.preselect }),
  };
}

const nothing: CompletionList = { isIncomplete: false, items: [] };

export function registerCompletion({ connection, workspace, run, abilities }: Session): void {
  connection.onCompletion(({ textDocument, position }, token) =>
    run('textDocument/completion', token, nothing, async () => {
      const snapshot = await workspace.snapshot();
      const at = snapshot.locate(textDocument.uri, position);
      if (!at) return nothing;
      const items = snapshot.project
        .completion(at.file.uri, at.offset)
        .map((item, index) => convert(snapshot, at.file.uri, item, index, abilities.snippets))
        .filter((item) => item !== null);
      return { isIncomplete: false, items };
    }),
  );
}
