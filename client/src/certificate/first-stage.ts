// What of certificates is registered at once: it loads the rest when a certificate is opened, or a text turns
// out to hold one.
import {
  commands,
  EventEmitter,
  languages,
  window,
  workspace,
  type CodeLens,
  type Event,
  type ExtensionContext,
  type Hover,
  type LocationLink,
  type Position,
  type TextDocument,
  type TreeItem,
  type Uri,
  type WebviewPanel,
} from 'vscode';
import type { CertificateDocument } from './document.js';
import type { Detail, Notice } from '../webview/messages.js';
import { certificateCommands, certificateGlob, viewTypes, type CertificateCommand } from './ids.js';
import type { ExpiryNode } from './overview.js';
import { mayHoldCertificate, mentionOf } from './mentions.js';
import type { FoundCertificate } from './workspace-certificates.js';

/** What the first view of a file was told last. */
export interface Shown {
  readonly notice: Notice | undefined;
  readonly isOpen: boolean;
  readonly total: number;
  readonly rows: number;
  readonly detail: Detail | undefined;
}

/** What the first stage knows of the second. */
export interface CertificateStage {
  openDocument(uri: Uri): CertificateDocument;
  resolve(document: CertificateDocument, panel: WebviewPanel): void;
  /** All certificates of the workspace, the next to end first. */
  byExpiry(): Promise<FoundCertificate[]>;
  /** The same as the view has them: groups, and what is in one. */
  expiryNodes(of?: ExpiryNode): Promise<ExpiryNode[]>;
  expiryItem(node: ExpiryNode): TreeItem;
  onDidChangeWorkspace: Event<void>;
  onDidShow: Event<void>;
  dispose(): void;
  hover(document: TextDocument, position: Position): Promise<Hover | undefined>;
  definition(document: TextDocument, position: Position): Promise<LocationLink[]>;
  lenses(document: TextDocument): Promise<CodeLens[]>;
  run(command: CertificateCommand, args: readonly unknown[]): Promise<unknown>;
  /** What the views show, for the tests. */
  shown(uri: Uri): Shown | undefined;
  /** The files whose private keys the user was told about, for the tests. */
  readonly privateKeysPointedOut: readonly string[];
  onDidPointOut: Event<void>;
  /** Tries a password on an open PKCS#12 file, for the tests; users are asked by the editor's own input. */
  tryPassword(uri: Uri, password: string): Promise<void>;
}

/** What the tests may ask. */
export interface CertificatesApi {
  readonly certificates: Pick<Certificates, 'stage'>;
}

/** Any text, wherever it is; what it holds decides. */
const anyText = [
  { scheme: 'file' },
  { scheme: 'untitled' },
  { scheme: 'vscode-remote' },
  { scheme: 'vscode-vfs' },
  { language: '*' },
];

export class Certificates {
  readonly #load: () => Promise<CertificateStage>;
  readonly #context: ExtensionContext;
  readonly #changed = new EventEmitter<undefined>();
  #stage: Promise<CertificateStage> | undefined;

  constructor(context: ExtensionContext, load: () => Promise<CertificateStage>) {
    this.#load = load;
    this.#context = context;
    const provider = {
      openCustomDocument: async (uri: Uri) => (await this.stage()).openDocument(uri),
      resolveCustomEditor: async (document: CertificateDocument, panel: WebviewPanel) => {
        (await this.stage()).resolve(document, panel);
      },
    };
    context.subscriptions.push(
      ...viewTypes.map((viewType) =>
        window.registerCustomEditorProvider(viewType, provider, {
          supportsMultipleEditorsPerDocument: true,
          webviewOptions: { enableFindWidget: true },
        }),
      ),
      ...certificateCommands.map((command) =>
        commands.registerCommand(command, async (...args: unknown[]) => (await this.stage()).run(command, args)),
      ),
      languages.registerHoverProvider(anyText, {
        provideHover: async (document, position) =>
          mentionOf(document, position) ? (await this.stage()).hover(document, position) : undefined,
      }),
      languages.registerDefinitionProvider(anyText, {
        provideDefinition: async (document, position) =>
          mentionOf(document, position) ? (await this.stage()).definition(document, position) : [],
      }),
      languages.registerCodeLensProvider(anyText, {
        provideCodeLenses: async (document) =>
          mayHoldCertificate(document) ? (await this.stage()).lenses(document) : [],
      }),
      this.#changed,
      window.registerTreeDataProvider<ExpiryNode>('exchangeCba.certificates', {
        onDidChangeTreeData: this.#changed.event,
        getChildren: async (of) => (await this.stage()).expiryNodes(of),
        getTreeItem: async (node) => (await this.stage()).expiryItem(node),
      }),
      workspace.onDidOpenTextDocument((document) => {
        if (mayHoldCertificate(document)) this.#stageUnasked();
      }),
    );
    if (workspace.textDocuments.some(mayHoldCertificate)) this.#stageUnasked();
    if (workspace.workspaceFolders !== undefined) void this.#look();
  }

  stage(): Promise<CertificateStage> {
    this.#stage ??= this.#load().then(
      (stage) => {
        this.#context.subscriptions.push(
          stage,
          stage.onDidChangeWorkspace(() => {
            this.#changed.fire(undefined);
          }),
        );
        return stage;
      },
      (error: unknown) => {
        // Who asks next tries again.
        this.#stage = undefined;
        throw error;
      },
    );
    return this.#stage;
  }

  #stageUnasked(): void {
    this.stage().catch(() => {
      // Who asks for something is told.
    });
  }

  /** The view of all certificates appears where there are any; it loads the rest when someone unfolds it. */
  async #look(): Promise<void> {
    try {
      const [found] = await workspace.findFiles(certificateGlob, '**/node_modules/**', 1);
      if (found === undefined) return;
      await commands.executeCommand('setContext', 'exchangeCba.hasCertificates', true);
    } catch {
      // A workspace that cannot be searched has no such view.
    }
  }
}
