// The capabilities of the client, read once from `initialize`.
import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../protocol.js';

export interface Abilities {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly configuration: boolean;
  readonly watchConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly versionedEdits: boolean;
  readonly literalCodeActions: boolean;
  readonly disabledCodeActions: boolean;
  readonly preferredCodeActions: boolean;
  /** Edits of code actions may be worked out when one is chosen. */
  readonly resolveEdits: boolean;
  readonly snippets: boolean;
  readonly nestedSymbols: boolean;
  readonly linkTooltips: boolean;
  readonly refreshLenses: boolean;
  readonly prepareRename: boolean;
  /** Formatting can be offered after `initialize`, by pattern. */
  readonly registerFormatting: boolean;
  /** Documents can be requested after `initialize`, by pattern. */
  readonly registerDocuments: boolean;
}

export function abilitiesOf({ capabilities }: InitializeParams): Abilities {
  const document = capabilities.textDocument ?? {};
  const workspace = capabilities.workspace ?? {};
  const action = document.codeAction;
  const diagnostics = document.diagnostic ?? document.publishDiagnostics;
  return {
    pullDiagnostics: document.diagnostic !== undefined,
    refreshDiagnostics: workspace.diagnostics?.refreshSupport === true,
    relatedInformation: diagnostics?.relatedInformation ?? document.publishDiagnostics?.relatedInformation ?? false,
    codeDescription:
      diagnostics?.codeDescriptionSupport ?? document.publishDiagnostics?.codeDescriptionSupport ?? false,
    configuration: workspace.configuration === true,
    watchConfiguration: workspace.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace.workspaceFolders === true,
    versionedEdits: workspace.workspaceEdit?.documentChanges === true,
    literalCodeActions: action?.codeActionLiteralSupport !== undefined,
    disabledCodeActions: action?.disabledSupport === true,
    preferredCodeActions: action?.isPreferredSupport === true,
    resolveEdits: action?.dataSupport === true && action.resolveSupport?.properties.includes('edit') === true,
    snippets: document.completion?.completionItem?.snippetSupport === true,
    nestedSymbols: document.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    linkTooltips: document.documentLink?.tooltipSupport === true,
    refreshLenses: workspace.codeLens?.refreshSupport === true,
    prepareRename: document.rename?.prepareSupport === true,
    registerFormatting:
      document.formatting?.dynamicRegistration === true && document.rangeFormatting?.dynamicRegistration === true,
    registerDocuments:
      document.synchronization?.dynamicRegistration === true &&
      document.diagnostic?.dynamicRegistration === true &&
      document.hover?.dynamicRegistration === true &&
      document.codeAction?.dynamicRegistration === true,
  };
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** What the client announced; anything that is not of the right kind counts as not announced. */
export function optionsOf(params: InitializeParams): InitializationOptions {
  const given: unknown = params.initializationOptions;
  if (typeof given !== 'object' || given === null) return {};
  const options = given as Record<string, unknown>;
  const isTranslation = (value: unknown): value is Record<string, string> =>
    typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
  return {
    files: options.files === true,
    commands: options.commands === true,
    innerFiles: options.innerFiles === true,
    ...(typeof options.ruleAddress === 'string' ? { ruleAddress: options.ruleAddress } : {}),
    ...(isTranslation(options.translations) ? { translations: options.translations } : {}),
    ...(isTextList(options.checkedFiles) ? { checkedFiles: options.checkedFiles } : {}),
    ...('settings' in options ? { settings: options.settings } : {}),
  };
}
