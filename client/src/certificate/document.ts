// One certificate file that is open in the view: read by content, read again when it changes, opened with a
// password when asked.
import { EventEmitter, RelativePattern, Uri, window, workspace, type CustomDocument } from 'vscode';
import { forgeDigests } from '../../../server/src/adapters/digests.js';
import { pkcs12Crypto } from '../../../server/src/adapters/pkcs12.js';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import { openPkcs12 } from '../../../server/src/core/certificate/pkcs12-open.js';
import type { Pkcs12Opened } from '../../../server/src/core/certificate/pkcs12-open.js';
import { pageContext } from './clock.js';
import { MAXIMUM_FILE_BYTES, nothingIn, unreadable, type Locked, type Nothing } from './view-model/not-open.js';
import { readFile } from './read.js';
import type { FileVersion } from './workspace-certificates.js';

export type DocumentState =
  { readonly kind: 'open'; readonly file: CertificateFile } | Nothing | (Locked & { readonly bytes: Uint8Array });

export type KeepFile = (version: FileVersion, file: CertificateFile) => void;

export class CertificateDocument implements CustomDocument {
  readonly uri: Uri;
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #watcher;
  readonly #keep: KeepFile;
  #state: DocumentState = { kind: 'loading' };
  /** Of what was last read. */
  #version: FileVersion | null = null;
  #generation = 0;
  #reading = 0;

  /** `keep` is given what was read or opened, for those who would read the same. */
  constructor(uri: Uri, keep: KeepFile) {
    this.uri = uri;
    this.#keep = keep;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    this.#watcher = workspace.createFileSystemWatcher(
      new RelativePattern(Uri.joinPath(uri, '..'), name.replace(/[[\]{}*?]/g, '[$&]')),
    );
    const again = (): void => {
      void this.load();
    };
    this.#watcher.onDidChange(again);
    this.#watcher.onDidCreate(again);
    this.#watcher.onDidDelete(again);
  }

  get state(): DocumentState {
    return this.#state;
  }

  /** Counts the states, so that an answer about an older one can be told. */
  get generation(): number {
    return this.#generation;
  }

  /** Reads the file; what was read in the meantime wins. */
  async load(): Promise<void> {
    const reading = ++this.#reading;
    let state: DocumentState;
    try {
      state = await this.#read();
    } catch (error) {
      state = unreadable(error);
    }
    if (reading === this.#reading) this.#become(state);
  }

  /** Asks for the password and tries it; it lives in this call alone. */
  async askPassword(): Promise<void> {
    if (this.#state.kind !== 'needsPassword' && this.#state.kind !== 'wrongPassword') return;
    const { bytes } = this.#state;
    const { words } = pageContext();
    const name = this.uri.path.slice(this.uri.path.lastIndexOf('/') + 1);
    const password = await window.showInputBox({
      password: true,
      ignoreFocusOut: true,
      title: words('Password of {name}', { name }),
      prompt: words('The password is used once and is not stored.'),
    });
    if (password !== undefined) await this.tryPassword(bytes, password);
  }

  async tryPassword(bytes: Uint8Array, password: string): Promise<void> {
    const reading = ++this.#reading;
    this.#become({ kind: 'loading' });
    const state = await opened(bytes, password);
    if (reading === this.#reading) this.#become(state);
  }

  dispose(): void {
    this.#reading++;
    this.#watcher.dispose();
    this.#changed.dispose();
  }

  async #read(): Promise<DocumentState> {
    const { mtime, size } = await workspace.fs.stat(this.uri);
    this.#version = { mtime, size };
    if (size === 0) return { kind: 'blank' };
    if (size > MAXIMUM_FILE_BYTES) return { kind: 'tooLarge', size };
    const file = await readFile(await workspace.fs.readFile(this.uri));
    if (file.locked !== null) {
      // A file without a password needs no one to be asked.
      const empty = await openPkcs12(file.locked, '', pkcs12Crypto, forgeDigests);
      if (empty.state === 'open') return { kind: 'open', file: empty.file };
      if (empty.state === 'wrongPassword') {
        const none = await openPkcs12(file.locked, null, pkcs12Crypto, forgeDigests);
        if (none.state === 'open') return { kind: 'open', file: none.file };
        return { kind: 'needsPassword', bytes: file.locked };
      }
      return refused(empty);
    }
    return nothingIn(file) ?? { kind: 'open', file };
  }

  #become(state: DocumentState): void {
    this.#state = state;
    if (state.kind === 'open' && this.#version !== null) this.#keep(this.#version, state.file);
    this.#generation++;
    this.#changed.fire();
  }
}

async function opened(bytes: Uint8Array, password: string): Promise<DocumentState> {
  const result = await openPkcs12(bytes, password, pkcs12Crypto, forgeDigests);
  if (result.state === 'open') return { kind: 'open', file: result.file };
  return result.state === 'wrongPassword' ? { kind: 'wrongPassword', bytes } : refused(result);
}

function refused(result: Exclude<Pkcs12Opened, { state: 'open' | 'wrongPassword' }>): DocumentState {
  switch (result.state) {
    case 'unsupported':
      return { kind: 'unsupported', what: result.what };
    case 'tooManyIterations':
      return { kind: 'tooManyIterations', iterations: result.iterations };
    case 'damaged':
      return { kind: 'damaged', message: result.problem.message, offset: result.problem.offset };
  }
}
