// Baselines on the command line: which findings are known, and recording those of now.
import {
  applyBaseline,
  readBaseline,
  writeBaseline,
  type Analysis,
  type Baseline,
  type Severity,
} from '../core/face/findings.js';
import { severities } from '../core/face/settings.js';
import { count } from '../core/face/reports.js';
import { folderOf } from '../host/uri.js';
import type { CommandHost, Output } from './console.js';
import { reportProblems, readNamedText } from './named-text.js';
import { relativeName } from './names.js';

/** A baseline, with the folder that its paths are relative to. */
export interface KnownFindings {
  readonly baseline: Baseline;
  readonly folder: string;
}

/** Null when the file cannot be used; standard error says why. */
export async function readKnown(path: string, host: CommandHost, out: Output): Promise<KnownFindings | null> {
  const file = await readNamedText(path, host, out);
  if (!file) return null;
  const { baseline, problems } = readBaseline(file.text);
  reportProblems(file, problems, host, out);
  return baseline && { baseline, folder: folderOf(file.uri) };
}

/** The analysis without the known findings, and how many known ones are there no more. */
export function withoutKnown(analysis: Analysis, known: KnownFindings | null): { analysis: Analysis; gone: number } {
  if (known === null) return { analysis, gone: 0 };
  const { findings, suppressed, gone } = applyBaseline(analysis.findings, known.baseline, {
    relativePath: (uri) => relativeName(known.folder, uri),
    texts: analysis.texts,
  });
  const number = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const counts = Object.fromEntries(severities.map((severity) => [severity, number(severity)])) as Record<
    Severity,
    number
  >;
  return {
    analysis: {
      ...analysis,
      findings,
      suppressed: [...(analysis.suppressed ?? []), ...suppressed],
      summary: { ...analysis.summary, ...counts, suppressed: analysis.summary.suppressed + suppressed.length },
    },
    gone: gone.reduce((sum, entry) => sum + entry.count, 0),
  };
}

/** Records findings; false when the file could not be written. */
export async function recordKnown(path: string, analysis: Analysis, host: CommandHost, out: Output): Promise<boolean> {
  const uri = host.uriOf(path);
  const folder = folderOf(uri);
  const name = relativeName(host.workingFolder, uri);
  const text = writeBaseline(analysis.findings, {
    relativePath: (file) => relativeName(folder, file),
    texts: analysis.texts,
  });
  const problem = await host.writeFiles([{ uri, bytes: new TextEncoder().encode(text), expected: null }]);
  out.warn(
    problem === null
      ? `${count(analysis.findings.length, 'finding')} written to ${name}.`
      : `exchange-cba: ${name}: ${problem}`,
  );
  return problem === null;
}
