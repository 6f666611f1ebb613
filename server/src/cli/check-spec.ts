// What the command `check` takes.
import { reportFormats } from '../core/face/reports.js';
import type { Arguments } from './args.js';
import type { CommandSpec } from './command-spec.js';
import { excludeOption } from './exclude.js';
import { configOption, ruleOption, ruleProblem, terminationOption } from './settings-arguments.js';
import { atOption, timeProblem } from './time-argument.js';

export const checkSpec: CommandSpec = {
  name: 'check',
  parameters: '[paths...]',
  minimum: 0,
  maximum: Infinity,
  summary: 'Check configuration files',
  details: [
    'Checks the working folder if no path is given; - is standard input. A folder with an applicationHost.config is a server, and the web.config files around it are matched to its applications. Files on the command line and standard input are recognized by their content, not by their name: configurations, evidence, certificates, logs, and zip archives.',
    'Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage error, 3 input that could not be read.',
  ],
  options: [
    { name: 'format', value: '<format>', choices: reportFormats, help: 'Report format (default text)' },
    terminationOption,
    {
      name: 'fail-on',
      value: '<severity>',
      choices: ['error', 'warning', 'information', 'never'],
      help: 'Exit with 1 at this severity or higher (default error)',
    },
    atOption,
    ruleOption,
    configOption,
    excludeOption,
    { name: 'baseline', value: '<file>', help: 'Hide findings in this baseline' },
    { name: 'create-baseline', value: '<file>', help: 'Write current findings to a baseline, and exit with 0' },
    {
      name: 'fix',
      value: '<which>',
      choices: ['safe', 'all'],
      help: 'Fix files: safe fixes only, or the first fix of every finding without alternatives',
    },
    {
      name: 'fix-dry-run',
      help: 'Print the changes of --fix (default safe) as a unified diff; write nothing',
    },
  ],
};

/** What only several arguments together show to be wrong. */
export function checkProblem(args: Arguments): string | null {
  const together = (a: string, b: string): string | null =>
    args.has(a) && args.has(b) ? `--${a} and --${b} cannot be used together.` : null;
  if (args.has('fix') && !args.has('fix-dry-run') && args.parameters.includes('-')) {
    return '--fix cannot write to standard input; preview the changes with --fix-dry-run.';
  }
  return (
    ruleProblem(args) ??
    timeProblem('at', args.value('at')) ??
    together('baseline', 'create-baseline') ??
    together('fix', 'create-baseline') ??
    together('fix-dry-run', 'create-baseline')
  );
}
