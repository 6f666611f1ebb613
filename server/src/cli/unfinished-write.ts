// What a run leaves behind that is killed while it writes several files, and how the next one finishes or
// clears it.
//
// New contents are beside their targets as `.<name>.<run>.tmp`. Once all are there, a journal of them is put
// into every folder concerned, and only then targets are replaced: with a journal the change is finished,
// without one it never began.
import { createHash, randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface JournalEntry {
  readonly target: string;
  readonly temporary: string;
  /** The target is written into, not replaced. */
  readonly inPlace: boolean;
  /** SHA-256 of the target before, hexadecimal; null where there was none. */
  readonly before: string | null;
}

const journalName = /^\.exchange-cba\.(\d+-[0-9a-f]{12})\.journal$/;
const temporaryName = /^\..+\.(\d+-[0-9a-f]{12})\.tmp$/;

/** A name for one run: its process and a random part. */
export function newRun(): string {
  return `${process.pid}-${randomBytes(6).toString('hex')}`;
}

export function temporaryFor(target: string, run: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.${run}.tmp`);
}

export function hashOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : createHash('sha256').update(bytes).digest('hex');
}

/** Puts the journal into every folder; the paths of the journals. */
export async function writeJournals(run: string, entries: readonly JournalEntry[]): Promise<readonly string[]> {
  const folders = new Set(entries.map(({ target }) => path.dirname(target)));
  const journals = [...folders].map((folder) => path.join(folder, `.exchange-cba.${run}.journal`));
  for (const journal of journals) await writeFile(journal, JSON.stringify(entries), { flag: 'wx', flush: true });
  return journals;
}

/**
 * Finishes and clears what runs left in these folders that are no longer there. A sentence where that changed
 * files, or where another run is writing now; null otherwise.
 */
export async function finishEarlier(folders: readonly string[]): Promise<string | null> {
  const finished = new Set<string>();
  const skipped = new Set<string>();
  for (const folder of folders) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const run = journalName.exec(name)?.[1];
      if (run === undefined) continue;
      if (isRunning(run)) return 'Another run is writing files here; no file was written.';
      for (const entry of await entriesOf(path.join(folder, name), run)) {
        const result = await finish(entry);
        if (result === 'done') finished.add(path.basename(entry.target));
        if (result === 'changed') skipped.add(path.basename(entry.target));
      }
      await rm(path.join(folder, name), { force: true });
    }
    for (const name of await readdir(folder).catch(() => [])) {
      const run = temporaryName.exec(name)?.[1];
      if (run !== undefined && !isRunning(run)) await rm(path.join(folder, name), { force: true });
    }
  }
  if (finished.size + skipped.size === 0) return null;
  const done =
    finished.size === 0 ? '' : ` ${[...finished].join(', ')} ${finished.size === 1 ? 'is' : 'are'} written now.`;
  const left = skipped.size === 0 ? '' : ` ${[...skipped].join(', ')} changed since and was not written.`;
  return `An earlier run was stopped while it wrote files.${done}${left} Run the command again.`;
}

function isRunning(run: string): boolean {
  const pid = Number.parseInt(run, 10);
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * A journal may be anyone's file: only what is beside its target under the name of the run is taken from
 * it.
 */
async function entriesOf(journal: string, run: string): Promise<readonly JournalEntry[]> {
  try {
    const read = JSON.parse(await readFile(journal, 'utf8')) as readonly Partial<JournalEntry>[];
    return read.flatMap(({ target, before, inPlace }) => {
      if (typeof target !== 'string' || !path.isAbsolute(target)) return [];
      const temporary = temporaryFor(target, run);
      return [{ target, temporary, inPlace: inPlace === true, before: typeof before === 'string' ? before : null }];
    });
  } catch {
    return [];
  }
}

async function finish({ target, temporary, inPlace, before }: JournalEntry): Promise<'done' | 'changed' | 'gone'> {
  const bytes = await readFile(temporary).catch(() => null);
  if (bytes === null) return 'gone';
  const now = hashOf(await readFile(target).catch(() => null));
  if (now === before || (inPlace && now !== hashOf(bytes))) {
    if (inPlace) await writeFile(target, bytes);
    else await rename(temporary, target);
  } else if (now !== hashOf(bytes)) {
    await rm(temporary, { force: true });
    return 'changed';
  }
  await rm(temporary, { force: true });
  return 'done';
}
