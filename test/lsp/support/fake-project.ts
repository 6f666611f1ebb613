// A made-up core for tests of the language server: its rules read attributes of any text, so that tests say
// what is found.
//
//   bad="x"            one error at x; a safe remedy writes "good", a reviewed one "better"; evidence at every witness="…"
//   choose="x"         one warning with two alternatives, both safe
//   needs="name"       a warning until any file has gives="name"
//   refuse="x"         an error whose remedy cannot be applied
//   configSource="f"   names a file beside this one
//   server="name"      in applicationHost.config: a server, its findings at the path `name`
//   CRASH, CRASH-HOVER the project or its hover throws
import { countFindings } from '../../../server/src/core/lint/verdict.js';
import type { SourceFile } from '../../../server/src/core/text/source-file.js';
import type { Obstacle } from '../../../server/src/core/text/obstacle.js';
import type { ProjectInput } from '../../../server/src/core/workspace/input.js';
import type { ConfigurationLocation } from '../../../server/src/core/editor/answers.js';
import type { Project } from '../../../server/src/core/project.js';
import { noUses } from '../../../server/src/core/certificate-uses/model.js';
import type { Finding, Severity } from '../../../server/src/core/rules/finding.js';
import type { Remedy } from '../../../server/src/core/remedy/remedy.js';
import { sortFindings } from '../../../server/src/core/lint/run.js';
import type { FileEdit } from '../../../server/src/core/text/edit.js';
import type { Range } from '../../../server/src/core/text/range.js';

interface Value {
  readonly text: string;
  readonly range: Range;
}

function valuesOf(file: SourceFile, attribute: string): Value[] {
  const result: Value[] = [];
  for (const match of file.text.matchAll(new RegExp(`\\b${attribute}="([^"]*)"`, 'g'))) {
    const start = match.index + attribute.length + 2;
    result.push({ text: match[1]!, range: { start, end: start + match[1]!.length } });
  }
  return result;
}

function remedy(
  file: SourceFile,
  { range }: Value,
  newText: string,
  kind: Remedy['kind'],
  alternative = false,
): Remedy {
  return {
    title: `Write ${newText}`,
    kind,
    ...(alternative ? { alternative } : {}),
    changes: [{ kind: 'text', uri: file.uri, edits: [{ range, newText }], description: `Write ${newText}` }],
  };
}

/** A project in one step. */
export type CreateProject = (input: ProjectInput, previous: Project | null) => Project;

export const createFakeProject: CreateProject = (input: ProjectInput): Project => {
  const { files, settings } = input;
  if (files.some(({ text }) => text.includes('CRASH '))) throw new Error('The core has a mistake.');
  const findings: Finding[] = [];
  const hosts = files.filter(({ uri }) => uri.endsWith('/applicationHost.config'));
  const rootOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/'));
  const serverName = (file: SourceFile): string => valuesOf(file, 'server')[0]?.text ?? '';

  for (const file of files) {
    const report = (rule: string, severity: Severity, value: Value, remedies: readonly Remedy[]): void => {
      const effective = settings.rules[rule] ?? severity;
      if (effective === 'off') return;
      findings.push({
        rule,
        severity: effective,
        message: `${rule}: ${value.text}`,
        uri: file.uri,
        range: value.range,
        configurationPath: `${serverName(file)}/app`,
        evidence: files.flatMap((other) =>
          valuesOf(other, 'witness').map(({ range, text }) => ({ uri: other.uri, range, message: text })),
        ),
        remedies,
      });
    };
    for (const value of valuesOf(file, 'bad')) {
      if (value.text === 'good') continue;
      report('fake/bad', 'error', value, [
        remedy(file, value, 'good', 'safe'),
        remedy(file, value, 'better', 'review'),
      ]);
    }
    for (const value of valuesOf(file, 'choose')) {
      report('fake/choose', 'warning', value, [
        remedy(file, value, 'left', 'safe', true),
        remedy(file, value, 'right', 'safe', true),
      ]);
    }
    for (const value of valuesOf(file, 'needs')) {
      if (files.some((other) => valuesOf(other, 'gives').some(({ text }) => text === value.text))) continue;
      const [host] = hosts;
      const other = host && valuesOf(host, 'gives')[0];
      report('fake/needs', 'warning', value, host && other ? [remedy(host, other, value.text, 'safe')] : []);
    }
    for (const value of valuesOf(file, 'refuse')) {
      report('fake/refuse', 'error', value, [remedy(file, value, 'REFUSED', 'review')]);
    }
  }

  const sorted = sortFindings(findings);
  const locationAt = (uri: string): ConfigurationLocation | null => {
    const host = hosts.find((candidate) => uri.startsWith(`${rootOf(candidate.uri)}/`));
    return host ? { root: rootOf(host.uri), configurationPath: `${serverName(host)}/app` } : null;
  };
  const edits = (remedies: readonly Remedy[]): readonly FileEdit[] | Obstacle => {
    const byFile = new Map<string, FileEdit['edits'][number][]>();
    for (const { changes } of remedies) {
      for (const change of changes) {
        if (change.kind !== 'text') continue;
        if (change.edits.some(({ newText }) => newText === 'REFUSED')) return { problem: 'The file does not parse.' };
        byFile.set(change.uri, [...(byFile.get(change.uri) ?? []), ...change.edits]);
      }
    }
    return [...byFile].map(([uri, edits]) => ({ uri, edits }));
  };
  return {
    analysis: {
      servers: hosts.map((file) => ({
        root: rootOf(file.uri),
        applicationHost: file.uri,
        termination: {
          value: settings.termination === 'auto' ? 'exchange' : settings.termination,
          chosenBy: settings.termination === 'auto' ? 'evidence' : 'setting',
          evidence: [],
          virtualDirectories: [
            {
              configurationPath: `${serverName(file)}/app`,
              value: 'exchange',
              place: { uri: file.uri, range: { start: 0, end: 5 } },
              decidedAt: null,
            },
          ],
        },
        unknowns: [],
      })),
      findings: sorted,
      summary: {
        error: 0,
        warning: 0,
        information: 0,
        hint: 0,
        passed: 0,
        notApplicable: 0,
        unknown: 0,
        suppressed: 0,
      },
      texts: new Map(files.map(({ uri, text }) => [uri, text])),
      failures: files.some(({ text }) => text.includes('BROKEN-RULE'))
        ? [{ rule: 'fake/broken', message: 'oops' }]
        : [],
    },
    step: () => true,
    stop: () => undefined,
    evidenceToGet: (root) => [{ command: `get ${root}`, saveAs: 'x.txt', why: 'It tells.', runOn: 'exchange' }],
    certificateUses: () => ({
      ...noUses,
      records: files.flatMap((file) =>
        valuesOf(file, 'hash').map(({ range, text }) => ({
          endpoint: '0.0.0.0:443',
          sha1: text,
          dsMapper: null,
          at: { uri: file.uri, range },
          bindings: [
            { site: 'here', information: ':443:', host: '', at: { uri: file.uri, range } },
            { site: 'gone', information: ':443:', host: '', at: { uri: 'file:///ws/gone.config', range } },
          ],
        })),
      ),
    }),
    definitions: (uri, offset) => [{ uri, range: { start: offset, end: offset } }],
    references: (uri, offset, withDeclaration) => (withDeclaration ? [{ uri, range: { start: 0, end: offset } }] : []),
    renameRange: (_uri, offset) => (offset > 0 ? { start: 0, end: offset } : null),
    renameEdits: (uri, offset, newText) =>
      newText === ''
        ? { problem: 'A name cannot be empty.' }
        : [{ uri, edits: [{ range: { start: 0, end: offset }, newText }] }],
    inlayHints: (_uri, { end }) => [{ offset: end, label: 'overridden by sync/web.config' }],
    setUpChoices: (root) =>
      hosts.some(({ uri }) => rootOf(uri) === root)
        ? {
            now: 'none',
            directories: [{ configurationPath: 'Here/app', isChosen: true, notes: ['Some are locked out.'] }],
          }
        : null,
    setUp: ([request]) => {
      const host = hosts.find(({ uri }) => rootOf(uri) === request?.root);
      const [value] = host ? valuesOf(host, 'bad') : [];
      if (!host || !value) return { problem: 'No Exchange server found in this folder.' };
      const edits = [{ uri: host.uri, edits: [{ range: value.range, newText: request!.to }] }];
      return { edits, notes: ['Some are locked out.'], solved: sorted.slice(0, 1), added: [] };
    },
    script: ([first], form, rollback) => `${form} ${first?.title ?? ''}${rollback ? ' back' : ''}`,
    setUpScript: ({ to }, form, rollback) => `${form} ${to}${rollback ? ' back' : ''}`,
    repairServer: (root) => {
      const own = sorted.filter(({ uri }) => uri.startsWith(`${root}/`));
      const fixes = own
        .flatMap(({ remedies }) => remedies.slice(0, 1))
        .filter(({ alternative }) => alternative !== true);
      const made = edits(fixes);
      return 'problem' in made
        ? { edits: [], notes: [], solved: [], added: [], applied: 0, refused: [made.problem] }
        : { edits: made, notes: [], solved: own, added: [], applied: fixes.length, refused: [] };
    },
    repairFile: (uri) => {
      const isOwn = (remedy: Remedy): boolean => {
        const made = edits([remedy]);
        return !('problem' in made) && made.every((file) => file.uri === uri);
      };
      const fixes = sorted
        .filter((finding) => finding.uri === uri)
        .flatMap(({ remedies }) => remedies.filter(({ kind }) => kind === 'safe').slice(0, 1))
        .filter((remedy) => remedy.alternative !== true && isOwn(remedy));
      const made = edits(fixes);
      return 'problem' in made ? [] : made;
    },
    report: ({ kind, format, roots, nameOf, href }) =>
      kind === 'readiness'
        ? `${format} ${roots.map(nameOf).join()} ${String(href({ uri: `${roots[0]!}/applicationHost.config`, range: { start: 0, end: 1 } }))}`
        : null,
    serverTree: ({ applicationHost, termination }, own) =>
      termination.virtualDirectories.map(({ configurationPath }) => ({
        kind: 'application',
        label: 'app',
        detail: 'Pool',
        configurationPath,
        place: { uri: applicationHost, range: { start: 0, end: 5 } },
        validator: 'Exchange',
        counts: countFindings(own),
        children: [],
      })),
    paths: () =>
      hosts.map(({ uri }) => ({
        root: rootOf(uri),
        configurationPath: 'Default Web Site/owa',
        kind: 'application',
        place: { uri, range: { start: 0, end: 1 } },
      })),
    wanted: files.flatMap((file) => valuesOf(file, 'configSource').map(({ text }) => `${rootOf(file.uri)}/${text}`)),
    hover: (uri, offset) => {
      const file = files.find((candidate) => candidate.uri === uri);
      if (!file) return null;
      if (file.text.includes('CRASH-HOVER')) throw new Error('The hover has a mistake.');
      const before = /[\w-]*$/.exec(file.text.slice(0, offset))![0];
      const after = /^[\w-]*/.exec(file.text.slice(offset))![0];
      const word = before + after;
      if (word === '') return null;
      const range = { start: offset - before.length, end: offset + after.length };
      return { range, markdown: `**${word}** (${input.schemas.length} schemas)` };
    },
    completion: (uri, offset) =>
      files.some((file) => file.uri === uri)
        ? [
            {
              label: 'zebra',
              kind: 'element',
              edit: { range: { start: offset, end: offset }, newText: '<zebra a="$1" />' },
              snippet: true,
            },
            {
              label: 'alpha',
              kind: 'value',
              detail: 'first',
              edit: { range: { start: offset, end: offset }, newText: 'alpha' },
            },
          ]
        : [],
    symbols: (uri) => {
      const file = files.find((candidate) => candidate.uri === uri);
      if (!file) return [];
      const range = { start: 0, end: file.text.length };
      const child = {
        name: '',
        detail: '',
        kind: 'section',
        range,
        selection: { start: 0, end: 1 },
        children: [],
      } as const;
      return [
        {
          name: 'Default Web Site',
          detail: 'id 1',
          kind: 'site',
          range,
          selection: { start: 0, end: 1 },
          children: [child],
        },
      ];
    },
    lenses: (uri) =>
      files.some((file) => file.uri === uri)
        ? [
            {
              range: { start: 0, end: 1 },
              title: 'Ends at Exchange',
              about: { root: rootOf(uri), configurationPath: 'Default Web Site' },
            },
          ]
        : [],
    links: (uri) =>
      files
        .filter((file) => file.uri === uri)
        .flatMap((file) =>
          valuesOf(file, 'configSource').map(({ range, text }) => ({
            range,
            target: `${rootOf(uri)}/${text}`,
            tooltip: text,
          })),
        ),
    edits,
    fix: edits,
    baseline: () => '',
    suppress: ({ uri, range, rule }) => [
      { uri, edits: [{ range: { start: range.start, end: range.start }, newText: `<!-- ${rule} -->` }] },
    ],
    suppressInFile: ({ uri, rule }) => [
      { uri, edits: [{ range: { start: 0, end: 0 }, newText: `<!-- file ${rule} -->` }] },
    ],
    locationAt,
    placeOf: ({ root, configurationPath }) => {
      const host = hosts.find((file) => rootOf(file.uri) === root);
      const found = host && valuesOf(host, 'server').find(({ text }) => configurationPath.startsWith(text));
      return found ? { uri: host.uri, range: found.range } : null;
    },
    effectivePage: () => null,
    changeSetting: () => ({ problem: 'This value is not set here.' }),
    changeSettingScript: () => ({ problem: 'This value is not set here.' }),
    describe: ({ root, configurationPath }) =>
      hosts.some((file) => rootOf(file.uri) === root) ? `# ${configurationPath}` : null,
  };
};
