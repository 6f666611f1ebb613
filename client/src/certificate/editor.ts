// The readonly custom editor: documents, their views, and the way to text and back.
import {
  EventEmitter,
  Uri,
  window,
  commands,
  type CustomReadonlyEditorProvider,
  type Disposable,
  type WebviewPanel,
} from 'vscode';
import { CertificateDocument } from './document.js';
import { CertificatePanel } from './panel.js';
import type { CertificateUseFinder } from './uses.js';
import type { WorkspaceCertificates } from './workspace-certificates.js';
import { viewTypes } from './ids.js';

export class CertificateEditor implements CustomReadonlyEditorProvider<CertificateDocument>, Disposable {
  readonly #folder: Uri;
  readonly #certificates: WorkspaceCertificates;
  readonly #uses: CertificateUseFinder;
  readonly #shown = new EventEmitter<void>();
  /** A view was told something. */
  readonly onDidShow = this.#shown.event;
  readonly #panels = new Set<CertificatePanel>();

  constructor(extension: Uri, certificates: WorkspaceCertificates, uses: CertificateUseFinder) {
    this.#folder = Uri.joinPath(extension, 'dist/webview');
    this.#certificates = certificates;
    this.#uses = uses;
  }

  openCustomDocument(uri: Uri): CertificateDocument {
    const document = new CertificateDocument(uri, (version, file) => {
      this.#certificates.keep(uri, version, file);
    });
    void document.load();
    return document;
  }

  resolveCustomEditor(document: CertificateDocument, panel: WebviewPanel): void {
    const view = new CertificatePanel(document, panel, this.#folder, this.#certificates, this.#uses, () => {
      this.#shown.fire();
    });
    this.#panels.add(view);
    panel.onDidDispose(() => {
      this.#panels.delete(view);
      view.dispose();
    });
  }

  /** The views of a file. */
  panelsOf(uri: Uri): CertificatePanel[] {
    return [...this.#panels].filter(({ document }) => document.uri.toString() === uri.toString());
  }

  get active(): CertificatePanel | undefined {
    return [...this.#panels].find(({ isActive }) => isActive);
  }

  async open(uri: Uri, index?: number): Promise<void> {
    await commands.executeCommand('vscode.openWith', uri, viewTypeOf(uri));
    if (index === undefined) return;
    this.panelsOf(uri).at(-1)?.select(index);
  }

  async openAsText(uri: Uri): Promise<void> {
    await commands.executeCommand('vscode.openWith', uri, 'default', window.tabGroups.activeTabGroup.viewColumn);
  }

  dispose(): void {
    for (const panel of this.#panels) panel.dispose();
    this.#panels.clear();
    this.#shown.dispose();
  }
}

/** Files whose usual editor is the view have the one view type, all others the other. */
export function viewTypeOf(uri: Uri): string {
  return /\.(?:cer|crt|der|p7b|p7c|p12|pfx|crl)$/i.test(uri.path) ? viewTypes[0] : viewTypes[1];
}
