// Reads files for the language server where it cannot do so itself: virtual workspaces and the browser.
import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  isSkippedFolder,
  matchesQuery,
  maximumFileSize,
  type FileKind,
  type FileList,
} from '../../../server/src/host/host.js';
import {
  files,
  type FileParams,
  type ListFilesParams,
  type ReadFileParams,
  type ReadFileResult,
} from '../../../server/src/protocol.js';

/** Files larger than this are not streamed. */
const maximumStreamedSize = 400 * 1024 * 1024;

/** So many bytes of a streamed file go over at once. */
const pieceSize = 1024 * 1024;

function base64Of(bytes: Uint8Array): string {
  // In pieces: a call takes only so many arguments.
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
}

function isMissing(error: unknown): boolean {
  return error instanceof FileSystemError && error.code === 'FileNotFound';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function read({ uri, offset }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const bytes = await (offset === undefined ? wholeFile(uri, maximumFileSize) : streamed.read(uri));
    if (typeof bytes === 'string') return { kind: 'unreadable', reason: bytes };
    if (offset === undefined) return { kind: 'bytes', base64: base64Of(bytes) };
    const end = Math.min(bytes.length, offset + pieceSize);
    const last = end === bytes.length;
    if (last) streamed.forget();
    return { kind: 'bytes', base64: base64Of(bytes.subarray(offset, end)), last };
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable', reason: reasonOf(error) };
  }
}

/** The bytes of a file, or why it is not read, as a clause. */
async function wholeFile(uri: string, maximum: number): Promise<Uint8Array | string> {
  const file = Uri.parse(uri, true);
  const { size } = await workspace.fs.stat(file);
  return size > maximum ? `it is larger than ${maximum / (1024 * 1024)} MB` : workspace.fs.readFile(file);
}

/** The file that is handed over in pieces: editors read files only as a whole, so one at a time is held. */
class StreamedFile {
  #uri = '';
  #bytes: Uint8Array = new Uint8Array(0);
  #timer: ReturnType<typeof setTimeout> | undefined;

  async read(uri: string): Promise<Uint8Array | string> {
    clearTimeout(this.#timer);
    // A reader that stops early does not say so.
    this.#timer = setTimeout(() => {
      this.forget();
    }, 30_000);
    if (this.#uri === uri) return this.#bytes;
    const bytes = await wholeFile(uri, maximumStreamedSize);
    if (typeof bytes !== 'string') [this.#uri, this.#bytes] = [uri, bytes];
    return bytes;
  }

  forget(): void {
    clearTimeout(this.#timer);
    [this.#uri, this.#bytes] = ['', new Uint8Array(0)];
  }
}

const streamed = new StreamedFile();

async function stat({ uri }: FileParams): Promise<FileKind> {
  try {
    const { type } = await workspace.fs.stat(Uri.parse(uri, true));
    return type & FileType.File ? 'file' : type & FileType.Directory ? 'folder' : 'other';
  } catch {
    return 'missing';
  }
}

async function list({ folder, query }: ListFilesParams): Promise<FileList> {
  const uris: string[] = [];
  const problems: string[] = [];
  let truncated = false;
  let level = [Uri.parse(folder, true)];
  // A level of folders at a time: on a remote file system each of them is a request.
  for (let depth = 0; level.length > 0 && !truncated; depth++) {
    const entries = await Promise.all(
      level.map(async (uri) => {
        try {
          return { uri, entries: await workspace.fs.readDirectory(uri) };
        } catch (error) {
          if (!isMissing(error)) problems.push(`${uri.toString()} could not be searched: ${reasonOf(error)}.`);
          return { uri, entries: [] };
        }
      }),
    );
    level = [];
    for (const { uri, entries: found } of entries) {
      for (const [name, type] of found) {
        if (type === FileType.Directory) {
          if (depth < query.depth && !isSkippedFolder(name)) level.push(Uri.joinPath(uri, name));
        } else if (type & FileType.File && matchesQuery(name, query)) {
          if (uris.length < query.limit) uris.push(Uri.joinPath(uri, name).toString());
          else truncated = true;
        }
      }
    }
  }
  return { uris: uris.sort(), truncated, problems };
}

export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest<ReadFileResult, unknown>(files.read, read);
  client.onRequest<FileKind, unknown>(files.stat, stat);
  client.onRequest(files.list, list);
}
