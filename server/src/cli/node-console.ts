// The command host of a Node process: its working folder, standard input, environment, and files written all
// or not at all.
import {
  chmod,
  chown,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
  type FileHandle,
} from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadResult } from '../host/host.js';
import { maximumFileSize } from '../host/host.js';
import { createNodeHost, uriOfPath } from '../host/node.js';
import { standardConnection } from '../node-connection.js';
import { startNodeServer } from '../node-server.js';
import type { CommandHost, FileWrite } from './console.js';
import { openOutputFile } from './output-file.js';
import { finishEarlier, hashOf, newRun, temporaryFor, writeJournals } from './unfinished-write.js';

/** `input` gives standard input; it is not touched before it is requested. */
export function createNodeCommandHost(
  version: string,
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  input: () => AsyncIterable<unknown>,
): CommandHost {
  return {
    ...createNodeHost(),
    version,
    workingFolder: uriOfPath(folder),
    uriOf: (name) => uriOfPath(path.resolve(folder, name)),
    names: async (uri) => {
      try {
        return (await readdir(fileURLToPath(uri))).sort();
      } catch {
        return [];
      }
    },
    readStandardInput: () => readAll(input()),
    environment: (name) => environment[name],
    writeFiles: writeAll,
    openFile: (uri) => openOutputFile(fileURLToPath(uri), reasonOf),
    serveLanguage,
  };
}

/**
 * The connection ends the process itself when its client says so. Loading the server only here would make the
 * bundle larger (a wrapper around every module that both have) and a check no faster.
 */
function serveLanguage(): Promise<number> {
  // In the bundle, dist/main.js, the pages lie one folder up.
  const pages = path.join(__dirname, '../docs/rules');
  startNodeServer(standardConnection(), pages);
  return new Promise(() => undefined);
}

async function readAll(input: AsyncIterable<unknown>): Promise<ReadResult> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of input) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
      size += bytes.length;
      if (size > maximumFileSize) {
        return { kind: 'unreadable', reason: `it is larger than ${maximumFileSize / (1024 * 1024)} MB` };
      }
      chunks.push(bytes);
    }
  } catch {
    return { kind: 'unreadable', reason: 'it could not be read' };
  }
  return { kind: 'bytes', bytes: new Uint8Array(Buffer.concat(chunks)) };
}

interface Staged {
  readonly target: string;
  readonly temporary: string;
  /**
   * It has further names (hard links), or an owner or permissions that a new file cannot have: it is written
   * into, not replaced.
   */
  readonly inPlace: boolean;
  /** Null for a file that was not there before. */
  readonly before: Uint8Array | null;
}

/** Everything is written beside its target first; only when all of it is on disk are the targets replaced. */
async function writeAll(files: readonly FileWrite[], folders: readonly string[] = []): Promise<string | null> {
  const staged: Staged[] = [];
  const replaced: Staged[] = [];
  const run = newRun();
  let journals: readonly string[] = [];
  try {
    const targets = await Promise.all(files.map(({ uri }) => targetOf(fileURLToPath(uri))));
    const earlier = await finishEarlier([
      ...new Set([...folders.map((uri) => fileURLToPath(uri)), ...targets.map((target) => path.dirname(target))]),
    ]);
    if (earlier !== null) return earlier;
    for (const [index, file] of files.entries()) {
      const target = targets[index]!;
      const before = await contentOf(target);
      if (file.expected !== null && (before === null || !Buffer.from(file.expected).equals(before))) {
        return `${path.basename(target)} has changed since it was read; no file was written.`;
      }
      staged.push(await stage(target, file.bytes, before, run));
    }
    // What is written into may be torn by the end of the process, even if it is the only one.
    if (staged.length > 1 || staged.some(({ inPlace }) => inPlace))
      journals = await writeJournals(
        run,
        staged.map((entry) => ({ ...entry, before: hashOf(entry.before) })),
      );
    for (const entry of staged) {
      replaced.push(entry);
      await replace(entry);
    }
    return null;
  } catch (error) {
    const undone = await undo(replaced, run);
    return `No file was written: ${reasonOf(error)}.${undone}`;
  } finally {
    const left = [...journals, ...staged.map(({ temporary }) => temporary)];
    for (const file of left) await rm(file, { force: true }).catch(() => undefined);
  }
}

/** A link stays a link: what it leads to is replaced. */
async function targetOf(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch {
    return file;
  }
}

async function contentOf(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function stage(target: string, bytes: Uint8Array, before: Uint8Array | null, run: string): Promise<Staged> {
  const temporary = temporaryFor(target, run);
  // A file that may not be written must not be replaced either, although its folder would allow it.
  if (before !== null) await (await open(target, 'r+')).close();
  let handle: FileHandle | null = null;
  try {
    handle = await open(temporary, 'wx');
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle?.close();
    await rm(temporary, { force: true });
    throw error;
  }
  await handle.close();
  return { target, temporary, before, inPlace: before !== null && !(await becomes(temporary, target)) };
}

/** Gives a new file mode and owner of the one that it replaces; false where that one has to stay. */
async function becomes(temporary: string, target: string): Promise<boolean> {
  // Windows gives a new file the permissions of its folder, and Node cannot change them.
  if (process.platform === 'win32') return false;
  const { mode, uid, gid, nlink } = await stat(target);
  if (nlink > 1) return false;
  try {
    const own = await stat(temporary);
    if (own.uid !== uid || own.gid !== gid) await chown(temporary, uid, gid);
    await chmod(temporary, mode);
    return true;
  } catch {
    return false;
  }
}

async function replace({ temporary, target, inPlace }: Staged): Promise<void> {
  if (!inPlace) {
    await rename(temporary, target);
    return;
  }
  await writeFile(target, await readFile(temporary));
  await rm(temporary, { force: true });
}

/** Puts back what was replaced already; a sentence about what could not be put back. */
async function undo(replaced: readonly Staged[], run: string): Promise<string> {
  const failed: string[] = [];
  for (const { target, before } of replaced) {
    try {
      if (before === null) await rm(target, { force: true });
      else {
        await replace(await stage(target, before, before, run));
      }
    } catch {
      failed.push(path.basename(target));
    }
  }
  return failed.length === 0 ? '' : ` ${failed.join(', ')} could not be restored.`;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const file = error instanceof Error && 'path' in error ? ` to ${path.basename(String(error.path))}` : '';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `access${file} is denied`;
    case 'ENOSPC':
      return 'the disk is full';
    case 'ENOENT':
      return 'the folder does not exist';
    case 'EBUSY':
      return 'another program has a file open';
    default:
      return code === '' ? 'a file could not be written' : `a file could not be written (${code})`;
  }
}
