// The options that every command takes.
import type { CommandSpec, OptionSpec } from './command-spec.js';

/** They follow the own options of every command but those that are interactive. */
export const commonOptions: readonly OptionSpec[] = [
  { name: 'output', value: '<file>', help: 'Write results to this file instead of standard output' },
  {
    name: 'color',
    value: '<when>',
    choices: ['auto', 'always', 'never'],
    help: 'Color text output (default auto: on a terminal)',
  },
  { name: 'quiet', help: 'Print results only, and messages only if the command fails' },
  { name: 'verbose', help: 'Also report what was read' },
];

/**
 * All options of a command: its own first. A command that has one of the common names means something of its
 * own.
 */
export function optionsOf({ options, isInteractive }: CommandSpec): readonly OptionSpec[] {
  if (isInteractive) return options;
  return [...options, ...commonOptions.filter(({ name }) => !options.some((own) => own.name === name))];
}
