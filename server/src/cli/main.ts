// The program `exchange-cba` itself: the one place that touches the process.
import { ownNodeProblem } from '../node-version.js';
import { exitCode, type Output } from './console.js';
import { warningLine } from './door.js';
import { createNodeCommandHost } from './node-console.js';
import { version } from '../version.js';
import { run } from './run.js';

/** NO_COLOR (no-color.org) and FORCE_COLOR as other programs have them; otherwise colours on a terminal. */
function wantsColor(): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: term } = process.env;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0';
  return process.stdout.isTTY && term !== 'dumb';
}

const clearLine = '\r\u001b[K';
let progressShown = false;

const out: Output = {
  write: (text) => {
    out.progress(null);
    process.stdout.write(text);
  },
  warn: (line) => {
    out.progress(null);
    process.stderr.write(`${warningLine(line)}\n`);
  },
  detail: () => undefined,
  progress: (text) => {
    if (!process.stderr.isTTY || (text === null && !progressShown)) return;
    process.stderr.write(text === null ? clearLine : `${clearLine}${text.slice(0, process.stderr.columns - 1)}`);
    progressShown = text !== null;
  },
  columns: process.stdout.isTTY ? process.stdout.columns : null,
  color: wantsColor(),
};

// A reader that has seen enough (`| head`) closes the pipe: that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 3);
});

/** Null where the folder was deleted. */
function workingFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

const folder = workingFolder();
// Set, not exited with: what is still on its way to a pipe would be lost.
const problem = ownNodeProblem();
if (problem === null && folder !== null) {
  const host = createNodeCommandHost(version, folder, process.env, () => process.stdin);
  void run(process.argv.slice(2), host, out).then((code) => {
    process.exitCode = code;
  });
} else {
  out.warn(`exchange-cba: ${problem ?? 'The working folder was deleted. Change to another folder.'}`);
  process.exitCode = exitCode.unreadable;
}
