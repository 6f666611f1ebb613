// What the command `logs` takes.
import { dialects, questionOf, questions } from '../core/face/logs.js';
import { didYouMean } from '../core/text/nearest.js';
import type { Arguments } from './args.js';
import type { CommandSpec } from './command-spec.js';
import { excludeOption } from './exclude.js';
import { timeProblem } from './time-argument.js';

export const logsSpec: CommandSpec = {
  name: 'logs',
  parameters: '[files...]',
  minimum: 0,
  maximum: Infinity,
  summary: 'Show which mobile devices fail in IIS logs, why, and what to change',
  details: [
    'Reads W3C logs of IIS, HTTPERR logs, HttpProxy logs of Exchange, and Failed Request Tracing files, also compressed with gzip, and recognizes them by their content. - is standard input; in a folder, *.log, *.log.gz, and fr*.xml are read.',
    `Questions: ${questions.map(({ id }) => id).join(', ')}.`,
    'Exit codes: 0 read, 1 causes at or above --fail-on, 2 usage error, 3 a named file is unreadable or not a log.',
  ],
  options: [
    {
      name: 'format',
      value: '<format>',
      choices: ['text', 'json', 'markdown', 'html'],
      help: 'How to report (default text)',
    },
    excludeOption,
    { name: 'server', value: '<server>', help: 'Show the setting of this server that explains each cause' },
    { name: 'since', value: '<time>', help: 'Ignore earlier requests; ISO 8601' },
    {
      name: 'question',
      value: '<id>',
      help: 'Answer one question about ActiveSync requests',
    },
    {
      name: 'as',
      value: '<engine>',
      choices: dialects,
      help: 'Print the question as a query for another engine',
    },
    {
      name: 'rows',
      value: '<format>',
      choices: ['ndjson', 'csv'],
      help: 'Print the decoded ActiveSync requests, one per line',
    },
    { name: 'anonymise', help: 'Replace users, devices, addresses, and hosts' },
    {
      name: 'fail-on',
      value: '<severity>',
      choices: ['error', 'warning', 'information', 'never'],
      help: 'Exit with 1 at this severity or higher (default never)',
    },
  ],
};

/** What only several arguments together show to be wrong. */
export function logsProblem(args: Arguments): string | null {
  if (args.has('as') && !args.has('question')) return '--as needs a question: --question <id>.';
  const question = args.value('question');
  if (question !== undefined && questionOf(question) === undefined) {
    return `there is no question '${question}'${
      didYouMean(
        question,
        questions.map(({ id }) => id),
      ) || '.'
    }`;
  }
  if (args.has('rows') && args.has('question')) return '--rows and --question cannot be used together.';
  if (args.parameters.length === 0 && !args.has('as'))
    return "'logs' needs more arguments: exchange-cba logs <files...>.";
  if (question === 'before-after' && !args.has('since')) {
    return 'the question before-after needs a time: --since <time>.';
  }
  return timeProblem('since', args.value('since'));
}
