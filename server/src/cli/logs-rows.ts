// What `logs` prints instead of a report: rows, the answer to a question, or a question as a query.
import {
  Anonymiser,
  Evaluation,
  answerText,
  questionAs,
  questionOf,
  readRows,
  rowHeader,
  rowText,
  type Answer,
  type Dialect,
  type LogRow,
  type RowFormat,
} from '../core/face/logs.js';
import type { Arguments } from './args.js';
import type { CommandHost, Output } from './console.js';
import type { LogsInput } from './logs-input.js';
import { parseTime } from './time-argument.js';

/** Texts are handed on in pieces of about this length. */
const pieceLength = 64 * 1024;

/** Prints a question in the dialect of another engine. */
export function printQuery(args: Arguments, out: Output): void {
  const question = questionOf(args.value('question')!)!;
  out.write(questionAs(question, args.value('as') as Dialect, sinceOf(args)));
}

/** Streams rows, anonymous where that is requested. */
export async function printRows(args: Arguments, input: LogsInput, host: CommandHost, out: Output): Promise<void> {
  const format = args.value('rows') as RowFormat;
  let text = rowHeader(format);
  await eachRow(args, input, host, (row) => {
    text += rowText(row, format);
    if (text.length < pieceLength) return;
    out.write(text);
    text = '';
  });
  out.write(text);
}

/** Answers a question in the format that reports have. */
export async function printAnswer(args: Arguments, input: LogsInput, host: CommandHost, out: Output): Promise<void> {
  const question = questionOf(args.value('question')!)!;
  const evaluation = new Evaluation(question, sinceOf(args));
  // This question compares what lies before with what comes after.
  const all = question.by.includes('period');
  await eachRow(
    args,
    input,
    host,
    (row) => {
      evaluation.add(row);
    },
    all,
  );
  const answer: Answer = evaluation.answer();
  if (evaluation.truncated)
    out.warn('There are more groups than can be counted separately; the answer does not include the rest.');
  out.write(answerText(question, answer, args.value('format') ?? 'text', host.version));
}

async function eachRow(
  args: Arguments,
  input: LogsInput,
  host: CommandHost,
  take: (row: LogRow) => void,
  whole = false,
): Promise<void> {
  const since = args.value('since');
  const anonymiser = args.has('anonymise') ? new Anonymiser() : null;
  const problems = await readRows(input.sources, {
    ...(since === undefined || whole ? {} : { since: parseTime(since)! / 1000 }),
    nameOf: (uri) => input.name(uri),
    row: (row) => {
      take(anonymiser === null ? row : anonymiser.row(row));
    },
    pause: () => host.yield(),
  });
  for (const { uri, problem } of problems) input.problem(uri, `was not read: ${problem}.`);
}

/** ISO 8601 in UTC with seconds; the time before all where there is none. */
function sinceOf(args: Arguments): string {
  const since = args.value('since');
  return since === undefined ? '0000' : new Date(parseTime(since)!).toISOString().replace(/\.\d+Z$/, 'Z');
}
