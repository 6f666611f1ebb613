// Has the product check a server's files, and says what it found in the terms in which cases are written.
import type { SourceFile } from '../../server/src/core/text/source-file.js';
import { createProject, rules } from '../../server/src/core/create-project.js';
import type { TerminationSetting } from '../../server/src/core/exchange/termination.js';
import type { Finding } from '../../server/src/core/rules/finding.js';
import { lineOf } from '../support/plant.js';
import type { ServerFiles } from '../support/servers.js';
import { accompanying, type ExpectedFinding, type PlantedCase } from './planted.cases.js';
import { skipWithoutCorpus } from '../support/corpus.js';

/** Before every path of a checked file. */
export const root = 'file:///planted/';

export type Verdict = ReturnType<typeof checked>;

const seen = new Map<string, SourceFile>();

/**
 * The same object for the latest text of a file, as a host hands it over: what is derived from it is kept.
 */
function sourceFile(uri: string, text: string): SourceFile {
  const last = seen.get(uri);
  if (last?.text === text) return last;
  const file = { uri, text };
  seen.set(uri, file);
  return file;
}

/** The project of these files, with paths below one folder as uris. */
export function checked(files: ServerFiles, termination: TerminationSetting = 'auto') {
  return createProject({
    files: [...files].map(([path, text]) => sourceFile(root + path, text)),
    schemas: [],
    settings: { termination, rules: {} },
  });
}

export interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly configurationPath: string;
  readonly file: string;
  /** Zero-based. */
  readonly line: number;
  readonly finding: Finding;
}

export function foundIn(verdict: Verdict, files: ServerFiles): readonly Found[] {
  if (verdict.analysis.failures.length > 0)
    throw new Error(`A rule failed: ${JSON.stringify(verdict.analysis.failures)}`);
  return verdict.analysis.findings.map((finding) => {
    const file = finding.uri.slice(root.length);
    const { rule, severity, configurationPath } = finding;
    return { rule, severity, configurationPath, file, line: lineOf(files.get(file)!, finding.range.start), finding };
  });
}

const registered = new Set(rules.map((rule) => rule.id));

/** The rules that are expected to speak and that there are not. */
export function missingRules(expected: readonly { readonly rule: string }[]): readonly string[] {
  return [...new Set(expected.map(({ rule }) => rule).filter((rule) => !registered.has(rule)))];
}

/** Why a case cannot be run here, for the runner's `skip`. */
export function reasonToSkip(one: PlantedCase): string | false {
  const [missing] = missingRules(one.expected);
  if (missing !== undefined) return `there is no rule ${missing} yet`;
  return one.on !== 'legacy server' && skipWithoutCorpus;
}

/** What was found without what accompanies every correct CBA server, except where the case is about it. */
export function concerning(found: readonly Found[], expected: readonly ExpectedFinding[]): Found[] {
  return found.filter((one) => {
    if (expected.some(({ rule }) => rule === one.rule)) return true;
    return one.severity !== 'information' || !accompanying.includes(one.rule);
  });
}

/** One line a finding, for messages of failed tests. */
export function told(found: readonly Found[]): string {
  return (
    found
      .map((one) => `${one.severity} ${one.rule} at '${one.configurationPath}', ${one.file}:${one.line + 1}`)
      .join('\n') || 'nothing'
  );
}
