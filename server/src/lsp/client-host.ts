// A host that asks the LSP client for the files which the server cannot read itself: virtual and web workspaces.
import type { Connection } from 'vscode-languageserver';
import type { FileKind, FileList, Host, ReadResult } from '../host/host.js';
import { canonicalUri } from '../host/uri.js';
import { files, type ListFilesParams, type FileParams, type ReadFileResult } from '../protocol.js';

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

async function ask<R>(
  connection: Connection,
  method: string,
  params: FileParams | ListFilesParams,
  otherwise: (reason: string) => R,
): Promise<R> {
  try {
    return await connection.sendRequest<R>(method, params);
  } catch (error) {
    return otherwise(error instanceof Error ? error.message : String(error));
  }
}

/** Files that `local` handles stay with it, and so do clock and event loop. */
export function withClientFiles(connection: Connection, local: Host): Host {
  return {
    handles: () => true,
    now: () => local.now(),
    yield: () => local.yield(),
    after: (milliseconds, callback) => local.after(milliseconds, callback),
    read: async (uri): Promise<ReadResult> => {
      if (local.handles(uri)) return local.read(uri);
      const result = await ask<ReadFileResult>(connection, files.read, { uri }, (message) => ({
        kind: 'unreadable',
        reason: `the editor could not read it (${message})`,
      }));
      return result.kind === 'bytes' ? { kind: 'bytes', bytes: bytesOf(result.base64) } : result;
    },
    stat: async (uri): Promise<FileKind> =>
      local.handles(uri) ? local.stat(uri) : ask<FileKind>(connection, files.stat, { uri }, () => 'missing'),
    list: async (folder, query): Promise<FileList> => {
      if (local.handles(folder)) return local.list(folder, query);
      const found = await ask<FileList>(connection, files.list, { folder, query }, (message) => ({
        uris: [],
        truncated: false,
        problems: [`${folder} could not be searched: ${message}.`],
      }));
      return { ...found, uris: found.uris.map(canonicalUri) };
    },
  };
}
