// The openssl command, an independent maker and reader of certificates: found, installed when that is
// possible, or missed aloud.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

let checked: boolean | null = null;

/**
 * Whether openssl 3 or newer can be run; says once in the output of the run that tests are skipped when it
 * cannot.
 */
export function opensslOrSay(): boolean {
  checked ??= isThere() || (install() && isThere()) || say();
  return checked;
}

function isThere(): boolean {
  const { status, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return status === 0 && /^OpenSSL (?:[3-9]|\d\d)\./.test(stdout);
}

/** On Debian and its kin, when this user may. */
function install(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('apt-get', ['install', '-y', '-q', 'openssl'], { stdio: 'ignore', timeout: 120_000 }).status === 0;
}

function say(): false {
  console.log('openssl 3 is not installed: tests that make certificates with it or compare with it are skipped.');
  return false;
}

export interface OpensslResult {
  readonly ok: boolean;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs openssl; `input` goes to its standard input. */
export function tryOpenssl(args: readonly string[], input?: Uint8Array, cwd?: string): OpensslResult {
  const { status, stdout, stderr } = spawnSync('openssl', args, {
    ...(input === undefined ? {} : { input }),
    ...(cwd === undefined ? {} : { cwd }),
    maxBuffer: 256 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  return { ok: status === 0, stdout, stderr: stderr.toString('utf8') };
}

/** Runs openssl and throws with its complaint when it fails. */
export function openssl(args: readonly string[], input?: Uint8Array, cwd?: string): Buffer {
  const result = tryOpenssl(args, input, cwd);
  if (!result.ok) throw new Error(`openssl ${args.join(' ')}: ${result.stderr}`);
  return result.stdout;
}
