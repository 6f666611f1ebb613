// What the server and the command line ask of the world around them: files, the time, and a turn of the event loop.

export type ReadResult =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  /** `reason` is a clause: `it is larger than 40 MB`. */
  | { readonly kind: 'unreadable'; readonly reason: string };

export type FileKind = 'file' | 'folder' | 'missing' | 'other';

/** Which files of a folder tree are wanted. Plain data, because it travels to the client when that reads the files. */
export interface FileQuery {
  /** Whole names in lower case: `web.config`. */
  readonly names?: readonly string[];
  /** Ends of names in lower case: `.xml`. */
  readonly extensions?: readonly string[];
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

/** Folders that no search enters, besides those whose name starts with a dot. */
export const skippedFolders: readonly string[] = ['node_modules'];

/** Files larger than this are not read. */
export const maximumFileSize = 40 * 1024 * 1024;

/** Files are named by URI. Nothing here throws or rejects. */
export interface Host {
  /** Whether this host can read such a uri itself; the language server asks its client for the others. */
  handles(uri: string): boolean;
  read(uri: string): Promise<ReadResult>;
  stat(uri: string): Promise<FileKind>;
  /** The files of a folder tree, without `node_modules` and dot folders; links to folders are not followed. */
  list(folder: string, query: FileQuery): Promise<FileList>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets everything that waits in the event loop run first. */
  yield(): Promise<void>;
  /** Calls back once after so many milliseconds; the result cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Reads what may be a folder: where there is one, there is no file. */
export async function readFileAt(host: Host, uri: string): Promise<ReadResult> {
  const result = await host.read(uri);
  return result.kind === 'unreadable' && (await host.stat(uri)) === 'folder' ? { kind: 'missing' } : result;
}

/** True when a file of that name is asked for; names match without case. */
export function matchesQuery(name: string, query: FileQuery): boolean {
  const lower = name.toLowerCase();
  return (query.names?.includes(lower) ?? false) || (query.extensions?.some((end) => lower.endsWith(end)) ?? false);
}

export function isSkippedFolder(name: string): boolean {
  return name.startsWith('.') || skippedFolders.includes(name.toLowerCase());
}
