// The file of `--output`: written beside its place, and put there once all of it is on disk.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { OutputFile } from './console.js';

/** Texts are gathered up to this many characters, so that many short lines are few writes. */
const gathered = 1 << 16;

/**
 * `target` is an absolute path. `reasonOf` words an error of the file system. A sentence when it cannot be
 * made.
 */
export async function openOutputFile(
  target: string,
  reasonOf: (error: unknown) => string,
): Promise<OutputFile | string> {
  const sentence = (error: unknown): string => `${path.basename(target)} cannot be written: ${reasonOf(error)}.`;
  const before = await stat(target).catch(() => null);
  if (before?.isDirectory()) return `${path.basename(target)} is a folder; specify a file.`;
  // A pipe or a device is written to as it is.
  const isPlain = before === null || before.isFile();
  const place = isPlain
    ? path.join(path.dirname(target), `.${path.basename(target)}.${randomBytes(6).toString('hex')}.tmp`)
    : target;
  let descriptor: number;
  try {
    descriptor = openSync(place, isPlain ? 'wx' : 'w', before?.mode);
  } catch (error) {
    return sentence(error);
  }
  let waiting = '';
  let failure: Error | null = null;
  const flush = (): void => {
    const bytes = Buffer.from(waiting);
    waiting = '';
    try {
      for (let at = 0; at < bytes.length && failure === null;) at += writeSync(descriptor, bytes, at);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
    }
  };
  return {
    write: (text) => {
      waiting += text;
      if (waiting.length >= gathered) flush();
    },
    close: async () => {
      flush();
      try {
        if (isPlain) fsyncSync(descriptor);
        closeSync(descriptor);
        if (failure !== null) throw failure;
        if (isPlain) await rename(place, target);
        return null;
      } catch (error) {
        if (isPlain) await rm(place, { force: true }).catch(() => undefined);
        return sentence(error);
      }
    },
  };
}
