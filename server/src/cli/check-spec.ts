// What the command `check` takes.
import { reportFormats } from '../core/report/reporters.js';
import type { Arguments, CommandSpec } from './args.js';
import { configOption, ruleOption, ruleProblem, terminationOption } from './settings-arguments.js';
import { atOption, timeProblem } from './time-argument.js';

export const checkSpec: CommandSpec = {
  name: 'check',
  parameters: '[paths...]',
  minimum: 0,
  maximum: Infinity,
  summary: 'Judge the configurations found in files and folders',
  details: [
    'Without paths the working folder is judged; - is standard input. A folder with an applicationHost.config is a server, and the web.config files around it are matched to its applications. A file that is named is judged by its content, whatever its name.',
    'Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong usage, 3 input that could not be read.',
  ],
  options: [
    { name: 'format', value: '<format>', choices: reportFormats, help: 'How to report (default text)' },
    terminationOption,
    {
      name: 'fail-on',
      value: '<severity>',
      choices: ['error', 'warning', 'information', 'never'],
      help: 'End with 1 from this severity on (default error)',
    },
    atOption,
    ruleOption,
    configOption,
    { name: 'baseline', value: '<file>', help: 'Report only what this baseline does not know' },
    { name: 'create-baseline', value: '<file>', help: 'Record the findings of now as known, and end with 0' },
    {
      name: 'fix',
      value: '<which>',
      choices: ['safe', 'all'],
      help: 'Repair files: safe remedies only, or the first remedy of every finding that leaves no choice',
    },
    {
      name: 'fix-dry-run',
      help: 'Print what --fix (safe when not given) would change as a unified diff; write nothing',
    },
  ],
};

/** What only several arguments together show to be wrong. */
export function checkProblem(args: Arguments): string | null {
  const together = (a: string, b: string): string | null =>
    args.has(a) && args.has(b) ? `--${a} and --${b} cannot be used together.` : null;
  if (args.has('fix') && !args.has('fix-dry-run') && args.parameters.includes('-')) {
    return '--fix cannot write to standard input; --fix-dry-run prints what it would change.';
  }
  return (
    ruleProblem(args) ??
    timeProblem('at', args.value('at')) ??
    together('baseline', 'create-baseline') ??
    together('fix', 'create-baseline') ??
    together('fix-dry-run', 'create-baseline')
  );
}
