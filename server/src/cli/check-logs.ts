// Reads the logs that a folder holds beside configurations and makes findings of what they show.
import type { Analysis, Severity } from '../core/face/findings.js';
import { checkLogs, exampleLines, logCauses, readLines, readLogs, type LogFile } from '../core/face/logs.js';
import { muchLog, type Host } from '../host/host.js';
import { logSource } from '../intake/log-sources.js';
import { Progress } from './progress.js';
import type { CommandHost, Output } from './console.js';

export interface CheckedLogs {
  readonly analysis: Analysis;
  readonly files: readonly LogFile[];
}

export async function checkFolderLogs(
  uris: readonly string[],
  severities: Readonly<Record<string, Severity | 'off'>>,
  source: Pick<Host, 'stream'>,
  host: CommandHost,
  out: Output,
): Promise<CheckedLogs> {
  const progress = new Progress(host, out);
  const summary = await readLogs(
    uris.map((uri) => logSource(source, uri)),
    {
      progress: ({ done, files, bytes }) => {
        if (bytes > muchLog) host.saveMemory?.();
        progress.say(`Reading logs: ${done} of ${files}`);
      },
    },
  );
  const examples = await readExamples(summary.files, exampleLines(logCauses(summary, severities)), source);
  progress.end();
  return { analysis: checkLogs(summary, examples, severities), files: summary.files };
}

async function readExamples(
  files: readonly LogFile[],
  wanted: ReadonlyMap<number, ReadonlySet<number>>,
  host: Pick<Host, 'stream'>,
): Promise<ReadonlyMap<number, ReadonlyMap<number, string>>> {
  const examples = new Map<number, ReadonlyMap<number, string>>();
  for (const [file, lines] of wanted) examples.set(file, await readLines(logSource(host, files[file]!.uri), lines));
  return examples;
}

/** What a log that could not be checked is, as the rest of a sentence; null for one that was. */
export function logProblem({ kind, otherFormat, problem }: LogFile): string | null {
  if (problem !== null) return `was not read to its end: ${problem}.`;
  if (otherFormat !== null)
    return `is in the ${otherFormat} log format, which has no substatus. In IIS Manager, under Logging, select the W3C format.`;
  return kind === 'unknown' ? 'is not a log of a known kind.' : null;
}
