// The help texts, generated from the specifications of the commands.
import { wrap } from '../core/text/display.js';
import type { CommandSpec, OptionSpec } from './command-spec.js';
import { optionsOf } from './common-options.js';

const width = 80;
const column = 28;

/** The help of one command. */
export function helpFor(spec: CommandSpec): string {
  const lines = [
    `Usage: exchange-cba ${spec.name} ${spec.parameters} [options]`.replace(/ {2,}/g, ' '),
    '',
    `${spec.summary}.`,
    '',
  ];
  for (const paragraph of spec.details ?? []) lines.push(...wrap(paragraph, width), '');
  lines.push('Options:');
  for (const option of optionsOf(spec)) lines.push(...optionLines(option));
  lines.push(...entry('--help', 'Show help'));
  return `${lines.join('\n')}\n`;
}

/** The help of the whole program. */
export function programHelp(commands: readonly CommandSpec[]): string {
  const lines = [
    'Usage: exchange-cba <command> [arguments]',
    '',
    'Checks Certificate Based Authentication of Exchange and IIS.',
    'Reads files only and uses no network.',
    '',
    'Commands:',
    ...commands.flatMap(({ name, parameters, summary }) => entry(`${name} ${parameters}`, summary)),
    '',
    'Options:',
    ...entry('--help', 'Show help, or help for a command'),
    ...entry('--version', 'Show the version'),
    '',
    "Run 'exchange-cba <command> --help' for the options of a command.",
  ];
  return `${lines.join('\n')}\n`;
}

function optionLines({ name, value, choices, help }: OptionSpec): string[] {
  const shown = choices ? choices.join('|') : value;
  return entry(shown === undefined ? `--${name}` : `--${name} ${shown}`, help);
}

function entry(head: string, text: string): string[] {
  const lines = wrap(text, width - column);
  const start = `  ${head}`;
  if (start.length > column - 2) return [start, ...lines.map((line) => ' '.repeat(column) + line)];
  return lines.map((line, index) => (index === 0 ? start.padEnd(column) : ' '.repeat(column)) + line);
}
