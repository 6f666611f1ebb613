// Reads the fixtures of rules: configuration texts with markers, which say in XML comments what is to be
// found in the line above.
import type { ProjectSettings } from '../../server/src/core/workspace/input.js';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Severity } from '../../server/src/core/rules/finding.js';
import type { Range } from '../../server/src/core/text/range.js';
import { expanded } from './fixture-base.js';
import { repositoryRoot } from './paths.js';

export const fixtures = path.join(repositoryRoot, 'test/rules');

export interface Expected {
  readonly rule: string;
  /** The fixture's file. */
  readonly file: string;
  readonly range: Range;
  /** Null: the rule's own. */
  readonly severity: Severity | null;
  /** Null: not said. */
  readonly configurationPath: string | null;
  /** The titles of its remedies, in order; those that change a file have a golden text. */
  readonly fixes: readonly string[];
  /** Rules that may speak once it is fixed, because they leave the word to this finding until then. */
  readonly uncovers: readonly string[];
}

export interface Fixture {
  /** `exchange/ssl-not-required/bad-no-ssl`. */
  readonly name: string;
  readonly rule: string;
  /** File below the fixture's server → its text without markers. */
  readonly files: ReadonlyMap<string, string>;
  readonly settings: Partial<ProjectSettings>;
  /** Names of files that surely are not there. */
  readonly missing?: readonly string[];
  readonly expected: readonly Expected[];
  /** The folder or file prefix of its golden texts. */
  readonly golden: { readonly file: string; readonly single: string | null };
}

const marker = /^[ \t]*<!--[ ]*(\^+) +(\S+)(.*?) *-->[ \t]*$/;
const severities: readonly string[] = ['error', 'warning', 'information', 'hint'];

/**
 * The text without its marker lines and what they say: `<!-- ^^^^ rule/id [severity] [at="configuration
 * path"] [fix="title"]… [uncovers="rule/id"] -->`, the carets below the range in the line above. A finding
 * that no comment can be under is listed in the `case.json` of a folder.
 */
export function readMarkers(file: string, marked: string): { text: string; expected: Expected[] } {
  const lines: string[] = [];
  const expected: Expected[] = [];
  let lineStart = 0;
  let nextStart = 0;
  for (const line of marked.split('\n')) {
    const match = marker.exec(line);
    if (!match) {
      lines.push(line);
      lineStart = nextStart;
      nextStart += line.length + 1;
      continue;
    }
    const [, carets, rule, rest] = match;
    const start = lineStart + line.indexOf('^');
    const words = rest!.match(/\w+="[^"]*"|\S+/g) ?? [];
    const values = (name: string): string[] =>
      words.filter((word) => word.startsWith(`${name}="`)).map((word) => word.slice(name.length + 2, -1));
    const bare = words.filter((word) => !word.includes('='));
    if (bare.some((word) => !severities.includes(word))) throw new Error(`${file}: unknown word in '${line.trim()}'.`);
    expected.push({
      rule: rule!,
      file,
      range: { start, end: start + carets!.length },
      severity: (bare[0] as Severity | undefined) ?? null,
      configurationPath: values('at')[0] ?? null,
      fixes: values('fix'),
      uncovers: values('uncovers'),
    });
  }
  return { text: lines.join('\n'), expected };
}

interface CaseFinding {
  readonly rule: string;
  readonly file: string;
  /** One-based. */
  readonly line: number;
  /** What the range holds, in that line. */
  readonly text: string;
  readonly severity?: Severity;
  readonly at?: string;
  readonly fix?: readonly string[];
  readonly uncovers?: readonly string[];
}

interface Case {
  readonly settings?: Partial<ProjectSettings>;
  /** Names of files that something refers to and that surely are not there. */
  readonly missing?: readonly string[];
  readonly findings?: readonly CaseFinding[];
}

/** The fixtures of a rule: `bad-*.config`, `ok-*.config` and folders `case-*`. */
export function fixturesOf(rule: string): readonly Fixture[] {
  const folder = path.join(fixtures, rule);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): Fixture[] => {
      if (entry.isDirectory() && entry.name.startsWith('case-')) return [readCase(rule, entry.name)];
      const single = /^((?:bad|ok)-[^.]*)\.config$/.exec(entry.name)?.[1];
      return single === undefined ? [] : [readSingle(rule, single)];
    });
}

/**
 * What netsh says on a server where nothing of it is wrong; every fixture has it that has no output of its
 * own.
 */
const healthyRecords = ['0.0.0.0:443', '127.0.0.1:443']
  .map((endpoint) =>
    [
      `    IP:port                      : ${endpoint}`,
      '    Certificate Hash             : 0123456789abcdef0123456789abcdef01234567',
      '    Application ID               : {4dc3e181-e14b-4a21-b022-59fc669b0914}',
      '    Certificate Store Name       : MY',
      '    Verify Client Certificate Revocation : Enabled',
      '    DS Mapper Usage              : Enabled',
      '    Negotiate Client Certificate : Disabled',
    ].join('\n'),
  )
  .join('\n\n');

/** The fixtures of the rule that speaks where there is no output stay without. */
function withRecords(rule: string, files: Map<string, string>): Map<string, string> {
  const hasRecords = [...files].some(([file, text]) => file.endsWith('.txt') && /:port|certificate store/i.test(text));
  if (rule === 'exchange/ds-mapper-unverified' || hasRecords) return files;
  for (const file of [...files.keys()]) {
    const folder = /^(.*\/)?applicationHost\.config$/.exec(file);
    if (folder) files.set(`${folder[1] ?? ''}sslcert.txt`, `\n${healthyRecords}\n`);
  }
  return files;
}

/** Every rule that has a folder of fixtures. */
export function fixtureRules(): readonly string[] {
  const folders = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  return folders(fixtures)
    .flatMap((group) => folders(path.join(fixtures, group)).map((name) => `${group}/${name}`))
    .sort();
}

function readSingle(rule: string, name: string): Fixture {
  const marked = expanded(read(path.join(fixtures, rule, `${name}.config`)));
  const file = marked.includes('<system.applicationHost') ? 'applicationHost.config' : 'web.config';
  const { text, expected } = readMarkers(file, marked);
  return {
    name: `${rule}/${name}`,
    rule,
    files: withRecords(rule, new Map([[file, text]])),
    settings: {},
    expected,
    golden: { file: path.join(fixtures, rule, name), single: file },
  };
}

function readCase(rule: string, name: string): Fixture {
  const folder = path.join(fixtures, rule, name);
  const description = JSON.parse(read(path.join(folder, 'case.json'))) as Case;
  const files = new Map<string, string>();
  const expected: Expected[] = [];
  for (const file of filesBelow(folder)) {
    if (file === 'case.json' || /^fixed(-\d+)?\//.test(file)) continue;
    const result = readMarkers(file, expanded(read(path.join(folder, file))));
    files.set(file, result.text);
    expected.push(...result.expected);
  }
  for (const finding of description.findings ?? []) {
    const text = files.get(finding.file);
    if (text === undefined) throw new Error(`${rule}/${name}: there is no ${finding.file}.`);
    const lines = text.split('\n');
    const lineStart = lines.slice(0, finding.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    const start = text.indexOf(finding.text, lineStart);
    if (start < lineStart || start > lineStart + (lines[finding.line - 1] ?? '').length)
      throw new Error(`${rule}/${name}: line ${finding.line} of ${finding.file} has no '${finding.text}'.`);
    expected.push({
      rule: finding.rule,
      file: finding.file,
      range: { start, end: start + finding.text.length },
      severity: finding.severity ?? null,
      configurationPath: finding.at ?? null,
      fixes: finding.fix ?? [],
      uncovers: finding.uncovers ?? [],
    });
  }
  return {
    name: `${rule}/${name}`,
    rule,
    files: withRecords(rule, files),
    settings: description.settings ?? {},
    missing: description.missing ?? [],
    expected,
    golden: { file: path.join(folder, 'fixed'), single: null },
  };
}

/** Where the text of a file after the n-th fix (from 1) of a fixture stands. */
export function goldenFile(fixture: Fixture, fix: number, file: string): string {
  const suffix = fix === 1 ? '' : `-${fix}`;
  return fixture.golden.single === null
    ? path.join(`${fixture.golden.file}${suffix}`, file)
    : `${fixture.golden.file}.fixed${suffix}.config`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function read(file: string): string {
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n');
}
