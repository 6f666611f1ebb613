// What every command does with its arguments first: help, or a sentence about what is wrong with them.
import { parseArguments, type Arguments } from './args.js';
import type { CommandSpec } from './command-spec.js';
import { withOutput } from './with-output.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { helpFor } from './help.js';
import { quoteProblem, withoutWildcards } from './wildcards.js';

/**
 * Runs a command when its arguments are right, with the output that they ask for. `problemOf` finds what only
 * several of them show to be wrong.
 */
export async function withArguments(
  spec: CommandSpec,
  args: readonly string[],
  host: CommandHost,
  out: Output,
  problemOf: (args: Arguments) => string | null,
  run: (args: Arguments, out: Output) => Promise<number>,
): Promise<number> {
  const parsed = parseArguments(spec, args);
  if (parsed.kind === 'help') {
    out.write(helpFor(spec));
    return exitCode.clean;
  }
  const problem =
    parsed.kind === 'problem'
      ? parsed.problem
      : ((await quoteProblem(parsed.arguments.parameters, host)) ?? problemOf(parsed.arguments));
  if (parsed.kind === 'problem' || problem !== null) {
    out.warn(`exchange-cba: ${problem ?? ''}`);
    out.warn(`Run 'exchange-cba ${spec.name} --help' for usage.`);
    return exitCode.usage;
  }
  // Only lists of paths have no maximum.
  const read =
    spec.maximum === Infinity
      ? parsed.arguments.with(await withoutWildcards(parsed.arguments.parameters, host))
      : parsed.arguments;
  return withOutput(read, host, out, (own) => run(read, own));
}
