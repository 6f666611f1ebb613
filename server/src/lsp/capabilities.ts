// The capabilities that the server returns from `initialize`.
import { CodeActionKind, TextDocumentSyncKind, type InitializeResult } from 'vscode-languageserver';
import type { Abilities } from './abilities.js';
import { fixAllKind } from './features/code-actions.js';
import { completionTriggers } from './features/completion.js';
import { pullIdentifier } from './features/diagnostics.js';

export const diagnosticOptions = {
  identifier: pullIdentifier,
  // An edit of web.config changes verdicts in applicationHost.config, and the other way round.
  interFileDependencies: true,
  workspaceDiagnostics: true,
};

export const codeActionOptions = { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind], resolveProvider: true };

export const completionOptions = { triggerCharacters: [...completionTriggers] };

export function initializeResult(abilities: Abilities, version: string): InitializeResult {
  return {
    serverInfo: { name: 'exchange-cba', version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      ...(abilities.pullDiagnostics ? { diagnosticProvider: diagnosticOptions } : {}),
      codeActionProvider: abilities.literalCodeActions ? codeActionOptions : false,
      hoverProvider: true,
      completionProvider: completionOptions,
      documentSymbolProvider: true,
      codeLensProvider: {},
      documentLinkProvider: {},
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      workspaceSymbolProvider: true,
      renameProvider: abilities.prepareRename ? { prepareProvider: true } : true,
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      linkedEditingRangeProvider: true,
      inlayHintProvider: true,
      // Other clients are offered it for the files that it is for (`offerFormatting`).
      documentFormattingProvider: !abilities.registerFormatting,
      documentRangeFormattingProvider: !abilities.registerFormatting,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}
