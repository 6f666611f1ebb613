// The certificates of the workspace: read once, kept as long as their files stay as they are, asked for by thumbprint or by issuer.
import { EventEmitter, Uri, workspace, type Disposable, type FileStat } from 'vscode';
import type { CertificateEntry, CertificateFile } from '../../../server/src/core/certificate/file.js';
import type { NamedCertificateFile } from '../../../server/src/core/certificate/subjects.js';
import type { X509Certificate } from '../../../server/src/core/certificate/model.js';
import { pause, readFile } from './read.js';

export const certificateGlob = '**/*.{cer,crt,der,pem,p7b,p7c,crl,CER,CRT,DER,PEM,P7B,P7C,CRL}';
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

export class WorkspaceCertificates implements Disposable {
  readonly #changed = new EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #fileRead = new EventEmitter<NamedCertificateFile>();
  /** A file was read that had not been read as it is now. */
  readonly onDidRead = this.#fileRead.event;
  readonly #watcher;
  readonly #cache = new Map<
    string,
    { readonly mtime: number; readonly size: number; readonly file: CertificateFile }
  >();
  #all: Promise<readonly NamedCertificateFile[]> | null = null;
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

  /** Reads anew what has changed. */
  refresh(): void {
    this.#all = null;
    this.#cache.clear();
    this.#changed.fire();
  }

  files(): Promise<readonly NamedCertificateFile[]> {
    this.#all ??= this.#read();
    return this.#all;
  }

  async certificates(): Promise<FoundCertificate[]> {
    const files = await this.files();
    return files.flatMap(({ uri, file }) =>
      file.entries.flatMap((entry, index) =>
        entry.model.kind === 'certificate' ? [{ uri: Uri.parse(uri), index, entry, certificate: entry.model }] : [],
      ),
    );
  }

  /** A file was read elsewhere, being as it was at that time: nobody needs to read it again. */
  keep(uri: Uri, { mtime, size }: Pick<FileStat, 'mtime' | 'size'>, file: CertificateFile): void {
    const key = uri.toString();
    this.#cache.set(key, { mtime, size, file });
  }

  /** A file was opened, with a password perhaps; nothing of it is kept. */
  opened(uri: Uri, file: CertificateFile): void {
    this.#fileRead.fire({ uri: uri.toString(), file });
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

  async #read(): Promise<readonly NamedCertificateFile[]> {
    const uris = await workspace.findFiles(certificateGlob, excluded, MAXIMUM_FILES);
    const seen = new Set(uris.map((uri) => uri.toString()));
    for (const key of this.#cache.keys()) if (!seen.has(key)) this.#cache.delete(key);
    const files: NamedCertificateFile[] = [];
    for (let at = 0; at < uris.length; at += 20) {
      const some = await Promise.all(uris.slice(at, at + 20).map((uri) => this.#one(uri)));
      for (const file of some) if (file !== null) files.push(file);
      await pause();
    }
    return files.sort((a, b) => (a.uri < b.uri ? -1 : 1));
  }

  async #one(uri: Uri): Promise<NamedCertificateFile | null> {
    const key = uri.toString();
    try {
      const { mtime, size } = await workspace.fs.stat(uri);
      const known = this.#cache.get(key);
      if (known?.mtime === mtime && known.size === size) return { uri: key, file: known.file };
      if (size > MAXIMUM_BYTES) return null;
      const file = await readFile(await workspace.fs.readFile(uri));
      this.#cache.set(key, { mtime, size, file });
      this.#fileRead.fire({ uri: key, file });
      return { uri: key, file };
    } catch {
      // It was deleted meanwhile, or cannot be read: it is none of those at hand.
      return null;
    }
  }
}
