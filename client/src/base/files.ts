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
import { files, type FileParams, type ListFilesParams, type ReadFileResult } from '../../../server/src/protocol.js';

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

async function read({ uri }: FileParams): Promise<ReadFileResult> {
  try {
    const file = Uri.parse(uri, true);
    const { size } = await workspace.fs.stat(file);
    if (size > maximumFileSize) {
      return { kind: 'unreadable', reason: `it is larger than ${maximumFileSize / (1024 * 1024)} MB` };
    }
    return { kind: 'bytes', base64: base64Of(await workspace.fs.readFile(file)) };
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable', reason: reasonOf(error) };
  }
}

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
