// Writes the output of a command as its common options specify.
import type { Arguments } from './args.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { safeResult } from './door.js';

/**
 * Runs a command with the output that its common options ask for and answers with its exit code. A file of
 * `--output` is replaced once the command has written all of it; where that fails, standard error says why
 * and the code is 3.
 */
export async function withOutput(
  args: Arguments,
  host: CommandHost,
  out: Output,
  run: (out: Output) => Promise<number>,
): Promise<number> {
  const path = args.value('output');
  const file = path === undefined ? null : await host.openFile(host.uriOf(path));
  if (typeof file === 'string') {
    out.warn(`exchange-cba: --output: ${file}`);
    return exitCode.unreadable;
  }
  const format = args.value('rows') ?? args.value('format');
  const held: string[] = [];
  const color = args.value('color') ?? 'auto';
  const code = await run({
    write: (text) => {
      const safe = safeResult(text, format);
      if (file) file.write(safe);
      else out.write(safe);
    },
    warn: (line) => {
      if (args.has('quiet')) held.push(line);
      else out.warn(line);
    },
    detail: (line) => {
      if (args.has('verbose')) out.warn(line);
    },
    progress: (text) => {
      if (!args.has('quiet')) out.progress(text);
    },
    columns: file ? null : out.columns,
    color: color === 'auto' ? out.color && !file : color === 'always',
  });
  if (code >= exitCode.usage) for (const line of held) out.warn(line);
  const problem = (await file?.close()) ?? null;
  if (problem === null) return code;
  out.warn(`exchange-cba: --output: ${problem}`);
  return exitCode.unreadable;
}
