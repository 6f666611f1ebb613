// Completion: the items of core in their order.
import type { CompletionItem } from '../../core/face/editor.js';
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
  { snippets, suggestAgain }: { readonly snippets: boolean; readonly suggestAgain: boolean },
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
    filterText: filterText(item),
    sortText: String(index).padStart(4, '0'),
    textEdit: { range, newText },
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(item.suggest && suggestAgain ? { command: suggest } : {}),
    ...(item.preselect === undefined ? {} : { preselect: item.preselect }),
  };
}

/** VS Code's own command; its title is never shown. */
const suggest = { title: 'Suggest', command: 'editor.action.triggerSuggest' };

/**
 * Of a name with dots the last part comes first, so that `webS` finds `system.webServer` before `webFarms`.
 */
function filterText({ label, edit: { newText } }: CompletionItem): string {
  const isMarkup = newText.startsWith('<') && !label.startsWith('<');
  const last = label.slice(label.lastIndexOf('.') + 1);
  return isMarkup ? `<${last === label || label.includes(' ') ? label : `${last} ${label}`}` : label;
}

const nothing: CompletionList = { isIncomplete: false, items: [] };

export function registerCompletion({ connection, workspace, run, abilities, options }: Session): void {
  // Only the own client is known to have that command.
  const can = { snippets: abilities.snippets, suggestAgain: abilities.snippets && options.commands === true };
  connection.onCompletion(({ textDocument, position }, token) =>
    run('textDocument/completion', token, nothing, async () => {
      const snapshot = await workspace.snapshot();
      const at = snapshot.locate(textDocument.uri, position);
      if (!at) return nothing;
      const items = snapshot.project
        .completion(at.file.uri, at.offset)
        .map((item, index) => convert(snapshot, at.file.uri, item, index, can))
        .filter((item) => item !== null);
      return { isIncomplete: false, items };
    }),
  );
}
