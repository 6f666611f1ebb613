// Baselines on the command line: reads the known findings and records the current ones.
import { readBaseline, writeBaseline, type Analysis, type KnownFindings } from '../core/face/findings.js';
import { count } from '../core/face/reports.js';
import { folderOf } from '../host/uri.js';
import type { CommandHost, Output } from './console.js';
import { reportProblems, readNamedText } from './named-text.js';
import { relativeName } from './names.js';

/** Null when the file cannot be used; standard error says why. */
export async function readKnown(path: string, host: CommandHost, out: Output): Promise<KnownFindings | null> {
  const file = await readNamedText(path, host, out);
  if (!file) return null;
  const { baseline, problems } = readBaseline(file.text);
  reportProblems(file, problems, host, out);
  const folder = folderOf(file.uri);
  return baseline && { baseline, relativePath: (uri) => relativeName(folder, uri) };
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
