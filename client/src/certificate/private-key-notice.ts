// Points private keys of the workspace out: each file once, in one message that can be passed over.
import { commands, EventEmitter, l10n, Uri, window, workspace, type Disposable, type Memento } from 'vscode';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import { showable } from '../../../server/src/core/certificate/showable.js';
import { withoutLinks } from './view-model/labels.js';

/** In the state of the workspace: the files that were pointed out. */
const KEY = 'exchangeCba.privateKeysPointedOut';
/** Files of one folder are read in one go; one message tells of all of them. */
const DELAY = 1000;

export class PrivateKeyNotice implements Disposable {
  readonly #state: Memento;
  readonly #told = new EventEmitter<void>();
  /** The user has been told about files. */
  readonly onDidPointOut = this.#told.event;
  readonly #waiting = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** A file was read. Files outside the workspace are their owner's business. */
  consider(uri: Uri, { privateKeys }: CertificateFile): void {
    if (privateKeys.length === 0 || !workspace.getWorkspaceFolder(uri)) return;
    const key = uri.toString();
    if (this.pointedOut.includes(key) || this.#waiting.has(key)) return;
    this.#waiting.add(key);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#tell().catch(() => {
        // The file is gone, or the window closes: there is nothing to point out.
      });
    }, DELAY);
  }

  get pointedOut(): readonly string[] {
    return this.#state.get<string[]>(KEY, []);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#told.dispose();
  }

  async #tell(): Promise<void> {
    const uris = [...this.#waiting];
    this.#waiting.clear();
    // Written before anyone has answered: a message that was passed over is not repeated.
    await this.#state.update(KEY, [...this.pointedOut, ...uris]);
    this.#told.fire();
    const first = Uri.parse(uris[0]!);
    const file = withoutLinks(showable(workspace.asRelativePath(first), 200));
    const show = l10n.t('Show');
    const chosen = await window.showInformationMessage(
      uris.length === 1
        ? l10n.t(
            '{0} contains a private key. Anyone who can read this workspace can use it. Move it to a protected store.',
            file,
          )
        : l10n.t(
            '{0} files contain private keys, including {1}. Anyone who can read this workspace can use them. Move them to a protected store.',
            uris.length,
            file,
          ),
      show,
    );
    if (chosen === show) await commands.executeCommand('vscode.open', first);
  }
}
