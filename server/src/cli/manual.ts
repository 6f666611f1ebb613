// The manual page exchange-cba(1), made from what the commands take.
import type { CommandSpec, OptionSpec } from './command-spec.js';
import { commonOptions } from './common-options.js';

/** The page in the macros of man(7). */
export function manualPage(commands: readonly CommandSpec[], version: string): string {
  return `${[
    `.TH EXCHANGE-CBA 1 "" "exchange-cba ${version}" "User Commands"`,
    '.SH NAME',
    'exchange-cba \\- check Certificate Based Authentication of Exchange and IIS',
    '.SH SYNOPSIS',
    '.B exchange-cba',
    '.I command',
    '[\\fIarguments\\fR]',
    '.SH DESCRIPTION',
    'Reads IIS configurations, certificates, logs, and saved evidence of Exchange servers and reports what keeps',
    'client certificates from working. Reads files only; uses no network.',
    '.SH COMMANDS',
    ...commands.flatMap(command),
    '.SH COMMON OPTIONS',
    'Every command but \\fBlsp\\fR takes these.',
    ...commonOptions.flatMap(option),
    '.SH EXIT STATUS',
    ...exitCodes.flatMap(([code, meaning]) => ['.TP', `.B ${code}`, roff(meaning)]),
    '.SH ENVIRONMENT',
    '.TP',
    '.B EXCHANGE_CBA_PASSWORD',
    'Password for PKCS#12 files.',
    '.TP',
    '.BR NO_COLOR ", " FORCE_COLOR',
    'Disable or enable colors.',
  ].join('\n')}\n`;
}

const exitCodes: readonly (readonly [string, string])[] = [
  ['0', 'No findings at or above the severity of --fail-on.'],
  ['1', 'Findings at or above the severity of --fail-on, or differences.'],
  ['2', 'Wrong usage.'],
  ['3', 'Input that could not be read, or an internal error.'],
];

function command({ name, parameters, summary, details, options }: CommandSpec): string[] {
  return [
    `.SS "exchange-cba ${roff(`${name} ${parameters}`.trim())}"`,
    roff(`${summary}.`),
    ...(details ?? []).flatMap((paragraph) => ['.PP', roff(paragraph)]),
    ...options.flatMap(option),
  ];
}

function option({ name, value, choices, help }: OptionSpec): string[] {
  const shown = choices?.join('|') ?? value;
  return ['.TP', `.B ${roff(`--${name}${shown === undefined ? '' : ` ${shown}`}`)}`, roff(`${help}.`)];
}

/** Text that no macro or escape of roff reads as its own. */
function roff(text: string): string {
  const escaped = text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll('"', '\\(dq');
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped;
}
