#!/usr/bin/env node
// What `exchange-cba` starts with: it answers `--version` and `--help` itself, from texts that the build puts in,
// and loads the program for all else.
import { ownNodeProblem } from '../node-version.js';
import { version } from '../version.js';

declare const EXCHANGE_CBA_HELP: string | undefined;

/** What the arguments ask for, where no program is needed to answer it. */
function answer(args: readonly string[]): string | null {
  if (args.length !== 1 || ownNodeProblem() !== null) return null;
  if (args[0] === '--version' || args[0] === '-V') return `${version}\n`;
  const isHelp = args[0] === '--help' || args[0] === '-h' || args[0] === 'help';
  return isHelp && typeof EXCHANGE_CBA_HELP === 'string' ? EXCHANGE_CBA_HELP : null;
}

const text = answer(process.argv.slice(2));
if (text === null) {
  void import('./main.js');
} else {
  // A reader that has seen enough (`| head`) closes the pipe: that is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 3));
  process.stdout.write(text);
}
