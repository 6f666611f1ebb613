// The certificates of the workspace: read once, kept as long as their files stay as they are, asked for by
// thumbprint or by issuer.
import { EventEmitter, Uri, workspace, type Disposable, type FileStat } from 'vscode';
import type { CertificateEntry, CertificateFile } from '../../../server/src/core/certificate/file.js';
import type { NamedCertificateFile } from '../../../server/src/core/certificate/subjects.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import { accountsIn } from './accounts.js';
import { forgeDigests } from '../../../server/src/adapters/digests.js';
import { withAccounts } from '../../../server/src/core/face/certificates.js';
import { certificateGlob } from './ids.js';
import { MAXIMUM_FILE_BYTES, nothingIn, unreadable, type NotOpen } from './view-model/not-open.js';
import { pause, readFile } from './read.js';

const excluded = '**/{node_modules,.git}/**';
const MAXIMUM_FILES = 5000;
/** Bundles beyond this are looked at when they are opened, not while searching. */
const MAXIMUM_BYTES = 16 * 1024 * 1024;

export interface FoundCertificate {
  readonly uri: Uri;
  readonly index: number;
  readonly entry: CertificateEntry;
  readonly certificate: X509Certificate;
}

/** A file with the name of one that holds certificates, of which none could be read so far. */
export interface UnreadFile {
  readonly uri: Uri;
  readonly why: NotOpen | { readonly kind: 'large' };
}

export interface WorkspaceFiles {
  /** By name. */
  readonly files: readonly NamedCertificateFile[];
  /** By name. */
  readonly unread: readonly UnreadFile[];
  /** There are more files than are examined. */
  readonly cut: boolean;
}

/** What tells a file from the same one changed. */
export type FileVersion = Pick<FileStat, 'mtime' | 'size'>;

export class WorkspaceCertificates implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #fileRead = new EventEmitter<NamedCertificateFile>();
  /** A file was read that had not been read as it is now. */
  readonly onDidRead = this.#fileRead.event;
  readonly #watcher;
  readonly #cache = new Map<string, FileVersion & { readonly file: CertificateFile }>();
  #all: Promise<WorkspaceFiles> | null = null;
  /** Of what was last read. */
  #unread: ReadonlySet<string> = new Set();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#watcher = workspace.createFileSystemWatcher(certificateGlob);
    const forget = (): void => {
      this.#all = null;
      // A folder that is copied changes file by file.
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#changed.fire();
      }, 200);
    };
    this.#watcher.onDidChange(forget);
    this.#watcher.onDidCreate(forget);
    this.#watcher.onDidDelete(forget);
  }

  /** Reads again what has changed. */
  refresh(): void {
    this.#all = null;
    this.#cache.clear();
    this.#changed.fire();
  }

  all(): Promise<WorkspaceFiles> {
    this.#all ??= this.#read().catch(() => {
      // A workspace that cannot be searched holds nothing that is provided; who asks next tries again.
      this.#all = null;
      return { files: [], unread: [], cut: false };
    });
    return this.#all;
  }

  async files(): Promise<readonly NamedCertificateFile[]> {
    return (await this.all()).files;
  }

  async certificates(): Promise<FoundCertificate[]> {
    const files = await this.files();
    return files.flatMap(({ uri, file }) =>
      file.entries.flatMap((entry, index) =>
        entry.model.kind === 'certificate' ? [{ uri: Uri.parse(uri), index, entry, certificate: entry.model }] : [],
      ),
    );
  }

  /**
   * A file was read elsewhere, being as it was at that time: no one needs to read it again. One that was
   * opened with a password is known from now on like any other; of the password nothing is in it.
   */
  keep(uri: Uri, { mtime, size }: FileVersion, file: CertificateFile): void {
    const key = uri.toString();
    this.#cache.set(key, { mtime, size, file });
    this.#fileRead.fire({ uri: key, file });
    if (this.#unread.has(key)) {
      this.#all = null;
      this.#changed.fire();
    }
  }

  /** By SHA-1, lower-case hexadecimal. */
  async byThumbprint(sha1: string): Promise<FoundCertificate | undefined> {
    return (await this.certificates()).find(({ certificate }) => certificate.sha1 === sha1);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watcher.dispose();
    this.#changed.dispose();
    this.#fileRead.dispose();
  }

  async #read(): Promise<WorkspaceFiles> {
    const found = await workspace.findFiles(certificateGlob, excluded, MAXIMUM_FILES + 1);
    const uris = found.slice(0, MAXIMUM_FILES);
    const seen = new Set(uris.map((uri) => uri.toString()));
    for (const key of this.#cache.keys()) if (!seen.has(key)) this.#cache.delete(key);
    const files: NamedCertificateFile[] = [];
    const unread: UnreadFile[] = [];
    for (let at = 0; at < uris.length; at += 20) {
      const some = await Promise.all(uris.slice(at, at + 20).map((uri) => this.#one(uri)));
      for (const one of some) {
        if ('why' in one) unread.push(one);
        else files.push(one);
      }
      await pause();
    }
    this.#unread = new Set(unread.map(({ uri }) => uri.toString()));
    return {
      files: files.sort((a, b) => (a.uri < b.uri ? -1 : 1)),
      unread: unread.sort((a, b) => (a.uri.path < b.uri.path ? -1 : 1)),
      cut: found.length > MAXIMUM_FILES,
    };
  }

  async #one(uri: Uri): Promise<NamedCertificateFile | UnreadFile> {
    const key = uri.toString();
    try {
      const { mtime, size } = await workspace.fs.stat(uri);
      const known = this.#cache.get(key);
      if (known?.mtime === mtime && known.size === size) return outcome(uri, known.file);
      if (size === 0) return { uri, why: { kind: 'blank' } };
      if (size > MAXIMUM_FILE_BYTES) return { uri, why: { kind: 'tooLarge', size } };
      if (size > MAXIMUM_BYTES) return { uri, why: { kind: 'large' } };
      const file = await readFile(await workspace.fs.readFile(uri));
      this.#cache.set(key, { mtime, size, file });
      this.#fileRead.fire({ uri: key, file });
      return outcome(uri, file);
    } catch (error) {
      return { uri, why: unreadable(error) };
    }
  }
}

/**
 * What a file that was read has to give. A locked one is not tried: deriving keys takes time, and no one
 * asked for it.
 */
function outcome(uri: Uri, file: CertificateFile): NamedCertificateFile | UnreadFile {
  const nothing = nothingIn(file);
  const accounts = accountsIn(uri.toString(), file);
  if (nothing === null || accounts.length > 0)
    return { uri: uri.toString(), file: withAccounts(file, accounts, forgeDigests), accounts };
  return { uri, why: file.locked === null ? nothing : { kind: 'needsPassword' } };
}
