// NIST's Public Key Interoperability Test Suite, as Debian's python3-cryptography-vectors ships it: found,
// fetched, or missed aloud.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { repositoryRoot } from './paths.js';

const PACKAGE = 'python3-cryptography-vectors';
const INSIDE = 'usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data';

export interface PkitsFile {
  /** Its name without the folder. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Pkits {
  readonly certificates: readonly PkitsFile[];
  readonly lists: readonly PkitsFile[];
}

/** The suite; null after saying in the output of the run that its tests do nothing. */
export function pkitsOrSay(): Pkits | null {
  const cache = path.join(repositoryRoot, '.cache/pkits');
  const installed = path.join('/', INSIDE);
  const folder =
    [cache, installed].find((each) => existsSync(path.join(each, 'crls'))) ?? (fetched(cache) ? cache : null);
  if (folder !== null)
    return { certificates: filesIn(path.join(folder, 'certs')), lists: filesIn(path.join(folder, 'crls')) };
  console.log(`NIST PKITS is missing (the Debian package ${PACKAGE} has it): its tests are skipped.`);
  return null;
}

function filesIn(folder: string): PkitsFile[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, bytes: readFileSync(path.join(folder, name)) }));
}

/** Downloads the package with apt-get and keeps the suite alone. */
function fetched(to: string): boolean {
  if (process.platform !== 'linux') return false;
  const folder = mkdtempSync(path.join(tmpdir(), 'pkits-'));
  try {
    const run = (command: string, ...args: readonly string[]): boolean =>
      spawnSync(command, args, { cwd: folder, stdio: 'ignore', timeout: 120_000 }).status === 0;
    if (!run('apt-get', 'download', PACKAGE)) return false;
    const [file] = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    if (file === undefined || !run('dpkg-deb', '-x', file, 'x')) return false;
    mkdirSync(to, { recursive: true });
    for (const part of ['certs', 'crls'])
      cpSync(path.join(folder, 'x', INSIDE, part), path.join(to, part), { recursive: true });
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
