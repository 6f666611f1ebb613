// The second stage for certificates: the view, what is said in texts, the overview by expiry. Loaded when
// first needed.
import {
  Uri,
  window,
  type CodeLens,
  type ExtensionContext,
  type Hover,
  type LocationLink,
  type Position,
  type TextDocument,
  type TreeItem,
  type WebviewPanel,
} from 'vscode';
import type { CertificateStage, Shown } from './certificate/first-stage.js';
import { compareCertificates } from './certificate/compare.js';
import { byExpiry, expiryItem, expiryNodes, exportCalendar } from './certificate/overview.js';
import type { ExpiryNode } from './certificate/overview.js';
import { CertificateEditor } from './certificate/editor.js';
import type { CertificateDocument } from './certificate/document.js';
import type { CertificateCommand } from './certificate/ids.js';
import { CertificateDiagnostics } from './certificate/diagnostics.js';
import { PrivateKeyNotice } from './certificate/private-key-notice.js';
import { CertificateTexts } from './certificate/texts.js';
import { CertificateUseFinder, type UsesSource } from './certificate/uses.js';
import { WorkspaceCertificates, type FoundCertificate } from './certificate/workspace-certificates.js';

/** `servers` is asked where configurations refer to certificates. */
export function startCertificates(context: ExtensionContext, servers: UsesSource): Promise<CertificateStage> {
  return Promise.resolve(new Stage(context, servers));
}

class Stage implements CertificateStage {
  readonly #certificates = new WorkspaceCertificates();
  readonly #uses: CertificateUseFinder;
  readonly #editor: CertificateEditor;
  readonly #texts: CertificateTexts;
  readonly #diagnostics: CertificateDiagnostics;
  readonly #privateKeys: PrivateKeyNotice;

  constructor({ extensionUri, workspaceState }: ExtensionContext, servers: UsesSource) {
    const privateKeys = new PrivateKeyNotice(workspaceState);
    this.#privateKeys = privateKeys;
    this.#uses = new CertificateUseFinder(servers);
    this.#editor = new CertificateEditor(extensionUri, this.#certificates, this.#uses);
    this.#texts = new CertificateTexts(this.#certificates, this.#uses);
    this.#diagnostics = new CertificateDiagnostics(this.#texts, this.#certificates, this.#uses);
    this.#certificates.onDidRead(({ uri, file }) => {
      privateKeys.consider(Uri.parse(uri), file);
    });
    this.#diagnostics.onDidRead(({ uri, file }) => {
      privateKeys.consider(uri, file);
    });
  }

  openDocument(uri: Uri): CertificateDocument {
    return this.#editor.openCustomDocument(uri);
  }

  resolve(document: CertificateDocument, panel: WebviewPanel): void {
    this.#editor.resolveCustomEditor(document, panel);
  }

  hover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    return this.#texts.hover(document, position);
  }

  definition(document: TextDocument, position: Position): Promise<LocationLink[]> {
    return this.#texts.definition(document, position);
  }

  lenses(document: TextDocument): Promise<CodeLens[]> {
    return this.#texts.lenses(document);
  }

  async run(command: CertificateCommand, args: readonly unknown[]): Promise<unknown> {
    const uri = args[0] instanceof Uri ? args[0] : undefined;
    switch (command) {
      case 'exchangeCba.openCertificate': {
        const of = uri ?? window.activeTextEditor?.document.uri;
        return of && this.#editor.open(of, typeof args[1] === 'number' ? args[1] : undefined);
      }
      case 'exchangeCba.openCertificateText': {
        const of = uri ?? this.#editor.active?.document.uri;
        return of && this.#editor.openAsText(of);
      }
      case 'exchangeCba.compareCertificates':
        return compareCertificates(this.#certificates, args[1]);
      case 'exchangeCba.exportExpiryCalendar':
        return exportCalendar(this.#certificates, uri);
      case 'exchangeCba.refreshCertificates':
        this.#certificates.refresh();
        return undefined;
    }
  }

  get onDidChangeWorkspace(): CertificateStage['onDidChangeWorkspace'] {
    return this.#certificates.onDidChange;
  }

  get onDidShow(): CertificateStage['onDidShow'] {
    return this.#editor.onDidShow;
  }

  byExpiry(): Promise<FoundCertificate[]> {
    return byExpiry(this.#certificates);
  }

  expiryNodes(of?: ExpiryNode): Promise<ExpiryNode[]> {
    return expiryNodes(this.#certificates, of);
  }

  expiryItem(node: ExpiryNode): TreeItem {
    return expiryItem(node);
  }

  shown(uri: Uri): Shown | undefined {
    const panel = this.#editor.panelsOf(uri)[0];
    if (panel === undefined) return undefined;
    const { state, generation } = panel.document;
    const file = panel.said('file');
    const detail = panel.said('detail');
    return {
      notice: state.kind === 'open' ? undefined : panel.said('notice')?.notice,
      isOpen: state.kind === 'open',
      total: file?.total ?? 0,
      rows: panel.rowsSent,
      detail: detail?.generation === generation && !detail.detail.pending ? detail.detail : undefined,
    };
  }

  get privateKeysPointedOut(): readonly string[] {
    return this.#privateKeys.pointedOut;
  }

  get onDidPointOut(): CertificateStage['onDidPointOut'] {
    return this.#privateKeys.onDidPointOut;
  }

  async tryPassword(uri: Uri, password: string): Promise<void> {
    const document = this.#editor.panelsOf(uri)[0]?.document;
    const state = document?.state;
    if (document && (state?.kind === 'needsPassword' || state?.kind === 'wrongPassword'))
      await document.tryPassword(state.bytes, password);
  }

  dispose(): void {
    this.#diagnostics.dispose();
    this.#privateKeys.dispose();
    this.#uses.dispose();
    this.#editor.dispose();
    this.#certificates.dispose();
  }
}
