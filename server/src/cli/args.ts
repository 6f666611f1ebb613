// Reads the arguments of a command by what the command says it takes; every mistake is one sentence.
import { didYouMean } from '../core/text/nearest.js';
import type { CommandSpec, OptionSpec } from './command-spec.js';
import { optionsOf } from './common-options.js';

export class Arguments {
  readonly parameters: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(parameters: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.parameters = parameters;
    this.#values = values;
  }

  /** The same options with other parameters. */
  with(parameters: readonly string[]): Arguments {
    return new Arguments(parameters, this.#values);
  }

  /** The value of an option, the last one when it was given several times. */
  value(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  /** All values of an option that may be repeated. */
  values(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }
}

/** `problem` is a sentence for the user; `help`: `--help` was among the arguments. */
export type ParsedArguments =
  | { readonly kind: 'arguments'; readonly arguments: Arguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'problem'; readonly problem: string };

/** `--name value`, `--name=value`; behind `--` everything is a parameter; `-` alone is one too. */
export function parseArguments(spec: CommandSpec, args: readonly string[]): ParsedArguments {
  const parameters: string[] = [];
  const values = new Map<string, string[]>();
  const options = optionsOf(spec);
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!;
    if (arg === '--') {
      parameters.push(...args.slice(i + 1));
      break;
    }
    if (arg === '--help' || arg === '-h') return { kind: 'help' };
    // A number may be negative, as Windows writes codes.
    if (!arg.startsWith('-') || arg === '-' || /^-\d+$/.test(arg)) {
      parameters.push(arg);
      continue;
    }
    const equals = arg.indexOf('=');
    const written = equals < 0 ? arg : arg.slice(0, equals);
    const option = options.find(({ name }) => written === `--${name}`);
    if (!option) return problem(unknownOption(spec, written));
    let value = equals < 0 ? undefined : arg.slice(equals + 1);
    if (option.value === undefined) {
      if (value !== undefined) return problem(`${written} takes no value.`);
      value = '';
    } else if (value === undefined) {
      value = args[i + 1];
      if (value === undefined || (value.startsWith('--') && value.length > 2)) {
        return problem(`${written} needs a value: ${written} ${option.value}.`);
      }
      i++;
    }
    if (option.choices && !option.choices.includes(value)) return problem(wrongChoice(option, value));
    if (option.value !== undefined && value === '') return problem(`${written} needs a non-empty value.`);
    values.set(option.name, [...(option.repeated === true ? (values.get(option.name) ?? []) : []), value]);
  }
  if (parameters.length < spec.minimum || parameters.length > spec.maximum)
    return problem(wrongNumber(spec, parameters));
  return { kind: 'arguments', arguments: new Arguments(parameters, values) };
}

function problem(sentence: string): ParsedArguments {
  return { kind: 'problem', problem: sentence };
}

function unknownOption(spec: CommandSpec, written: string): string {
  const names = [...optionsOf(spec).map(({ name }) => `--${name}`), '--help'];
  return `'${spec.name}' has no option '${written}'${didYouMean(written, names) || '.'}`;
}

function wrongChoice({ name, choices }: OptionSpec, value: string): string {
  const hint = didYouMean(value, choices!) || '.';
  return `--${name} cannot be '${value}'; use one of ${choices!.join(', ')}${hint}`;
}

function wrongNumber(spec: CommandSpec, parameters: readonly string[]): string {
  const usage = `exchange-cba ${spec.name} ${spec.parameters}`;
  if (parameters.length < spec.minimum) return `'${spec.name}' needs more arguments: ${usage}.`;
  if (spec.maximum === 0) return `unexpected argument '${parameters[0]!}'; '${spec.name}' takes options only.`;
  return `unexpected argument '${parameters[spec.maximum]!}'. Usage: ${usage}.`;
}
