// Checks a fixture's files as one server and describes what was found in words that can be compared.
import type { SourceFile } from '../../server/src/core/text/source-file.js';
import type { CheckedProject } from '../../server/src/core/create-project.js';
import { createProject, rules } from '../../server/src/core/create-project.js';
import type { Rule } from '../../server/src/core/rules/rule.js';
import { LineIndex } from '../../server/src/core/text/line-index.js';
import type { Range } from '../../server/src/core/text/range.js';
import type { Fixture } from './fixtures.js';
import { freeze } from './frozen.js';

const folder = 'server/';

export const fileOf = (uri: string): string => uri.slice(folder.length);

/** Every rule of the product, each of which throws when it changes what it sees. */
export const frozenRules: readonly Rule[] = rules.map((rule) => ({
  ...rule,
  applies: (subject) => rule.applies(freeze(subject)),
  check: (subject, report) => rule.check(freeze(subject), report),
}));

const isSchema = (name: string): boolean => name.startsWith('schema/');

function sourcesOf(files: ReadonlyMap<string, string>, wanted: (name: string) => boolean): SourceFile[] {
  return [...files].filter(([name]) => wanted(name)).map(([name, text]) => ({ uri: folder + name, text }));
}

/** The fixture's files, or others in their place, checked with its settings. */
export function judgeFixture(
  fixture: Fixture,
  files: ReadonlyMap<string, string> = fixture.files,
  by: readonly Rule[] = frozenRules,
): CheckedProject {
  return createProject(
    {
      files: sourcesOf(files, (name) => !isSchema(name)),
      schemas: sourcesOf(files, isSchema),
      settings: { termination: 'auto', rules: {}, ...fixture.settings },
      missing: (fixture.missing ?? []).map((name) => folder + name),
    },
    by,
  );
}

/** `applicationHost.config 12:34-12:40 exchange/ssl-not-required error`, lines and columns from 1. */
export function describeFinding(
  files: ReadonlyMap<string, string>,
  file: string,
  { rule, severity, range }: { readonly rule: string; readonly severity: string; readonly range: Range },
): string {
  const index = new LineIndex(files.get(file) ?? '');
  const at = (offset: number): string => {
    const { line, character } = index.positionAt(offset);
    return `${line + 1}:${character + 1}`;
  };
  return `${file} ${at(range.start)}-${at(range.end)} ${rule} ${severity}`;
}
