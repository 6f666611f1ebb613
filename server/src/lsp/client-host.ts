// A host that asks the LSP client for the files which the server cannot read itself: virtual and web
// workspaces.
import type { Connection } from 'vscode-languageserver';
import { MissingFile, type FileKind, type FileList, type Host, type ReadResult } from '../host/host.js';
import { canonicalUri } from '../host/uri.js';
import { files, type ListFilesParams, type FileParams, type ReadFileParams, type ReadFileResult } from '../protocol.js';

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

/** A file piece by piece, so that neither side holds it twice as text. */
async function* inPieces(read: (offset: number) => Promise<ReadFileResult>): AsyncGenerator<Uint8Array> {
  for (let offset = 0; ;) {
    const result = await read(offset);
    if (result.kind === 'missing') throw new MissingFile();
    if (result.kind === 'unreadable') throw new Error(result.reason);
    const bytes = bytesOf(result.base64);
    yield bytes;
    offset += bytes.length;
    if (result.last !== false || bytes.length === 0) return;
  }
}

/** Files that `local` handles stay with it, and so do clock and event loop. */
export function withClientFiles(connection: Connection, local: Host): Host {
  const askForFile = (params: ReadFileParams): Promise<ReadFileResult> =>
    ask<ReadFileResult>(connection, files.read, params, (message) => ({
      kind: 'unreadable',
      reason: `the editor could not read it (${message})`,
    }));
  const readThroughClient = async (uri: string): Promise<ReadResult> => {
    const result = await askForFile({ uri });
    return result.kind === 'bytes' ? { kind: 'bytes', bytes: bytesOf(result.base64) } : result;
  };
  return {
    handles: () => true,
    now: () => local.now(),
    yield: () => local.yield(),
    saveMemory: () => local.saveMemory?.(),
    after: (milliseconds, callback) => local.after(milliseconds, callback),
    read: async (uri): Promise<ReadResult> => {
      return local.handles(uri) ? local.read(uri) : readThroughClient(uri);
    },
    stream: (uri) => (local.handles(uri) ? local.stream(uri) : inPieces((offset) => askForFile({ uri, offset }))),
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
