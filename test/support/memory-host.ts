// A host whose files and clock are a test's own.
import {
  isSkippedFolder,
  matchesQuery,
  type ExcludeTest,
  MissingFile,
  type FileKind,
  type FileList,
  type FileQuery,
  type Host,
  type ReadResult,
} from '../../server/src/host/host.js';
import { canonicalUri, fileNameOf, isInside } from '../../server/src/host/uri.js';

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/**
 * Files by uri; a folder is there when a file is below it. Time stands still until it is moved on, unless `pace`
 * says by how many milliseconds each look at the clock moves it.
 */
export class MemoryHost implements Host {
  readonly #files = new Map<string, Uint8Array | { readonly unreadable: string }>();
  readonly #timers = new Set<Timer>();
  readonly #scheme: string;
  #time = 0;
  pace = 0;
  /** How often each file was read. */
  readonly reads = new Map<string, number>();

  /** `scheme` is what the uris that it handles begin with. */
  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}, scheme = '') {
    this.#scheme = scheme;
    for (const [uri, content] of Object.entries(files)) this.write(uri, content);
  }

  write(uri: string, content: string | Uint8Array | { readonly unreadable: string }): void {
    this.#files.set(canonicalUri(uri), typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  delete(uri: string): void {
    const name = canonicalUri(uri);
    for (const file of this.#files.keys()) if (isInside(name, file)) this.#files.delete(file);
  }

  /** Of all files. */
  get uris(): readonly string[] {
    return [...this.#files.keys()];
  }

  handles(uri: string): boolean {
    return uri.startsWith(this.#scheme);
  }

  read(uri: string): Promise<ReadResult> {
    const name = canonicalUri(uri);
    this.reads.set(name, (this.reads.get(name) ?? 0) + 1);
    const found = this.#files.get(name);
    if (found === undefined) return Promise.resolve({ kind: 'missing' });
    return Promise.resolve(
      'unreadable' in found ? { kind: 'unreadable', reason: found.unreadable } : { kind: 'bytes', bytes: found },
    );
  }

  async *stream(uri: string): AsyncGenerator<Uint8Array> {
    const result = await this.read(uri);
    if (result.kind === 'missing') throw new MissingFile();
    if (result.kind === 'unreadable') throw new Error(result.reason);
    for (let at = 0; at < result.bytes.length; at += 0x10000) yield result.bytes.subarray(at, at + 0x10000);
  }

  stat(uri: string): Promise<FileKind> {
    const name = canonicalUri(uri);
    if (this.#files.has(name)) return Promise.resolve('file');
    const isFolder = [...this.#files.keys()].some((file) => isInside(name, file));
    return Promise.resolve(isFolder ? 'folder' : 'missing');
  }

  list(folder: string, query: FileQuery, isExcluded?: ExcludeTest): Promise<FileList> {
    const name = canonicalUri(folder);
    const uris = [...this.#files.keys()].filter((uri) => {
      if (uri === name || !isInside(name, uri) || !matchesQuery(fileNameOf(uri), query)) return false;
      if (isExcluded?.(uri)) return false;
      const folders = uri
        .slice(name.length + 1)
        .split('/')
        .slice(0, -1);
      return folders.length <= query.depth && !folders.some(isSkippedFolder);
    });
    uris.sort();
    return Promise.resolve({ uris: uris.slice(0, query.limit), truncated: uris.length > query.limit, problems: [] });
  }

  now(): number {
    return (this.#time += this.pace);
  }

  yield(): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, 0);
    });
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { due: this.#time + milliseconds, callback };
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Moves the clock on and calls back what is due, in order. */
  advance(milliseconds: number): void {
    this.#time += milliseconds;
    const due = [...this.#timers].filter((timer) => timer.due <= this.#time).sort((a, b) => a.due - b.due);
    for (const timer of due) if (this.#timers.delete(timer)) timer.callback();
  }

  /** How many callbacks wait. */
  get waiting(): number {
    return this.#timers.size;
  }
}
