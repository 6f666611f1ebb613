// Runs the command that the arguments name and answers with its exit code.
import { didYouMean } from '../core/text/nearest.js';
import { commands, commandSpecs } from './commands.js';
import { exitCode, type CommandHost, type Output } from './console.js';
import { programHelp } from './help.js';

/** Never rejects: a mistake of this tool is a line on standard error and exit code 3. */
export async function run(args: readonly string[], host: CommandHost, out: Output): Promise<number> {
  try {
    return await dispatch(args, host, out);
  } catch (error) {
    out.progress(null);
    const message = error instanceof Error ? error.message : String(error);
    out.warn(`exchange-cba: internal error: ${message}. This is a bug in exchange-cba; please report it.`);
    if (host.environment('EXCHANGE_CBA_DEBUG') !== undefined && error instanceof Error) out.warn(error.stack ?? '');
    return exitCode.unreadable;
  }
}

async function dispatch(args: readonly string[], host: CommandHost, out: Output): Promise<number> {
  const [name, ...rest] = args;
  const help = programHelp(commandSpecs);
  if (name === undefined) {
    for (const line of help.trimEnd().split('\n')) out.warn(line);
    return exitCode.usage;
  }
  if (name === '--version' || name === '-V') {
    out.write(`${host.version}\n`);
    return exitCode.clean;
  }
  const command = commands.find(({ spec }) => spec.name === name);
  if (command) return command.run(rest, host, out);
  const asked = rest.length > 0 ? commands.find(({ spec }) => spec.name === rest[0]) : undefined;
  if (name === 'help' && asked) return asked.run(['--help'], host, out);
  if (name === '--help' || name === '-h' || name === 'help') {
    out.write(help);
    return exitCode.clean;
  }
  out.warn(`exchange-cba: ${await unknownCommand(name, host)}`);
  out.warn("Run 'exchange-cba --help' for a list of commands.");
  return exitCode.usage;
}

async function unknownCommand(name: string, host: CommandHost): Promise<string> {
  if (name.startsWith('-') && name !== '-') return `unexpected option '${name}'; the command comes first.`;
  if (name === '-' || (await host.stat(host.uriOf(name))) !== 'missing') {
    return `'${name}' is not a command; run 'exchange-cba check ${name}' to check it.`;
  }
  const names = commandSpecs.map((spec) => spec.name);
  return `unknown command '${name}'${didYouMean(name, names) || '.'}`;
}
