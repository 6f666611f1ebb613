// What the server and the command line ask of the world around them: files, the time, and a turn of the event
// loop.

export type ReadResult =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  /** `reason` is a clause: `it is larger than 40 MB`. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export type FileKind = 'file' | 'folder' | 'missing' | 'other';

/**
 * Which files of a folder tree are wanted. Plain data, because it travels to the client when that reads the
 * files.
 */
export interface FileQuery {
  /** Whole names in lower case: `web.config`. */
  readonly names?: readonly string[];
  /** Ends of names in lower case: `.xml`. */
  readonly extensions?: readonly string[];
  /** Parts of names in lower case: `web.config` also finds `web.config.bak`. */
  readonly parts?: readonly string[];
  /** How many levels below the folder are searched; 0 is the folder alone. */
  readonly depth: number;
  /** The search stops after so many files. */
  readonly limit: number;
}

export interface FileList {
  /** Sorted; only files, links to files included. */
  readonly uris: readonly string[];
  /** True when `limit` left something out. */
  readonly truncated: boolean;
  /** Folders that could not be listed, one sentence each. */
  readonly problems: readonly string[];
}

/** True for a file or folder that a search leaves out. */
export type ExcludeTest = (uri: string) => boolean;

/** Folders that no search enters. */
const skippedFolders: readonly string[] = ['node_modules', '.git'];

/** How long one read may take; what is slower is not read. */
export const readTimeoutMs = 20_000;

/** Files larger than this are not read. */
export const maximumFileSize = 40 * 1024 * 1024;

/** Says that file not found. */
export class MissingFile extends Error {}

/** Files are named by URI. Nothing here throws or rejects but `stream`. */
export interface Host {
  /** Whether this host can read such a uri itself; the language server asks its client for the others. */
  handles(uri: string): boolean;
  /** The whole of a regular file. */
  read(uri: string): Promise<ReadResult>;
  /**
   * The content of a regular file of any size, piece by piece. A problem ends it with an error whose message
   * is a clause (`access to it is denied`), or `MissingFile`; stopping early closes the file. A piece is
   * overwritten when the next but one is asked for.
   */
  stream(uri: string): AsyncIterable<Uint8Array>;
  stat(uri: string): Promise<FileKind>;
  /**
   * The files of a folder tree, without `node_modules`, `.git`, and what is excluded; links to folders are
   * not followed.
   */
  list(folder: string, query: FileQuery, isExcluded?: ExcludeTest): Promise<FileList>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets everything that waits in the event loop run first. */
  yield(): Promise<void>;
  /** Calls back once after so many milliseconds; the result cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
  /** Trades time for memory from now on: much text is held. */
  saveMemory?(): void;
}

/** Characters of text from which a process should save memory. */
export const muchText = 30_000_000;

/** Bytes of logs from which on a process should save memory: what is kept of them grows slowly. */
export const muchLog = 500_000_000;

/** Reads what may be a folder: where there is one, there is no file. */
export async function readFileAt(host: Host, uri: string): Promise<ReadResult> {
  const result = await host.read(uri);
  return result.kind === 'unreadable' && (await host.stat(uri)) === 'folder' ? { kind: 'missing' } : result;
}

/** The beginning of a file; `whole` says that it is all of it. */
export type HeadResult =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly whole: boolean }
  | Exclude<ReadResult, { readonly kind: 'bytes' }>;

/** The first bytes of a file, `most` or what there is. */
export async function readHead(host: Host, uri: string, most: number): Promise<HeadResult> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of host.stream(uri)) {
      pieces.push(piece.slice());
      size += piece.length;
      if (size > most) break;
    }
  } catch (error) {
    if (error instanceof MissingFile) return { kind: 'missing' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
  return { kind: 'bytes', bytes: joined(pieces, size).subarray(0, most), whole: size <= most };
}

/** Pieces of a file put together. */
export function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** True when a file of that name is asked for; names match without case. */
export function matchesQuery(name: string, query: FileQuery): boolean {
  const lower = name.toLowerCase();
  return (
    (query.names?.includes(lower) ?? false) ||
    (query.extensions?.some((end) => lower.endsWith(end)) ?? false) ||
    (query.parts?.some((part) => lower.includes(part)) ?? false)
  );
}

export function isSkippedFolder(name: string): boolean {
  return skippedFolders.includes(name.toLowerCase());
}
