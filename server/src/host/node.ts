// The host of a Node process: files from disk, its clock and its event loop.
import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import path from 'node:path';
import {
  isSkippedFolder,
  matchesQuery,
  maximumFileSize,
  type FileKind,
  type FileList,
  type FileQuery,
  type Host,
  type ReadResult,
} from './host.js';
import { canonicalUri } from './uri.js';

function pathOf(uri: string): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

/** The uri of a path on disk, in the spelling that editors use. */
export function uriOfPath(file: string): string {
  return canonicalUri(pathToFileURL(file).href);
}

/** Why the file system refuses, as a clause. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'access to it is denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'EBUSY':
      return 'another program holds it open';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open';
    default:
      return code === '' ? 'it could not be read' : `it could not be read (${code})`;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

async function read(uri: string): Promise<ReadResult> {
  const file = pathOf(uri);
  if (file === null) return { kind: 'unreadable', reason: 'it is not on a disk of this machine' };
  try {
    const { size } = await stat(file);
    if (size > maximumFileSize) {
      return { kind: 'unreadable', reason: `it is larger than ${maximumFileSize / (1024 * 1024)} MB` };
    }
    return { kind: 'bytes', bytes: await readFile(file) };
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable', reason: reasonOf(error) };
  }
}

async function kindOf(file: string): Promise<FileKind> {
  try {
    const found = await stat(file);
    return found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
  } catch (error) {
    return isMissing(error) ? 'missing' : 'other';
  }
}

async function list(folder: string, query: FileQuery): Promise<FileList> {
  const start = pathOf(folder);
  if (start === null) return { uris: [], truncated: false, problems: [`${folder} is not on a disk of this machine.`] };
  const uris: string[] = [];
  const problems: string[] = [];
  let truncated = false;
  const pending = [{ folder: start, depth: 0 }];
  for (let next = pending.pop(); next !== undefined && !truncated; next = pending.pop()) {
    let entries;
    try {
      entries = await readdir(next.folder, { withFileTypes: true });
    } catch (error) {
      if (!isMissing(error)) problems.push(`${next.folder} could not be searched: ${reasonOf(error)}.`);
      continue;
    }
    for (const entry of entries) {
      const file = path.join(next.folder, entry.name);
      if (entry.isDirectory()) {
        if (isSkippedFolder(entry.name)) continue;
        if (next.depth < query.depth) pending.push({ folder: file, depth: next.depth + 1 });
      } else if (matchesQuery(entry.name, query)) {
        if (!entry.isFile() && (await kindOf(file)) !== 'file') continue;
        if (uris.length >= query.limit) {
          truncated = true;
          break;
        }
        uris.push(uriOfPath(file));
      }
    }
  }
  return { uris: uris.sort(), truncated, problems };
}

/** A host for programs that run in Node. */
export function createNodeHost(): Host {
  return {
    handles: (uri) => uri.toLowerCase().startsWith('file:'),
    read,
    stat: async (uri) => {
      const file = pathOf(uri);
      return file === null ? 'missing' : kindOf(file);
    },
    list,
    now: () => Date.now(),
    yield: () =>
      new Promise((resolve) => {
        setImmediate(resolve);
      }),
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
  };
}
