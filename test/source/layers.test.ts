// The layers hold: every ban is a probe that fails, every import of the sources is allowed, and no imports
// form a circle.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { ESLint, Linter, type Rule } from 'eslint';
import tseslint from 'typescript-eslint';
import { circlesIn, readImportGraph } from '../support/import-graph.js';
import { repositoryRoot } from '../support/paths.js';

interface Layer {
  readonly name: string;
  readonly paths: readonly string[];
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  readonly alone: boolean;
}

const script = (name: string): Promise<unknown> => import(path.join(repositoryRoot, 'scripts/lint', name));
const { layers, layerOf, importProblem, resolve } = (await script('layers.mjs')) as {
  importProblem: (from: string, specifier: string) => string | null;
  layers: readonly Layer[];
  layerOf: (file: string) => Layer | undefined;
  resolve: (from: string, specifier: string) => string;
};
const { layersPlugin } = (await script('import-layers.mjs')) as {
  layersPlugin: { rules: { imports: Rule.RuleModule } };
};

const linter = new Linter({ cwd: repositoryRoot });
const { imports, files } = readImportGraph();

/** What the rule says of a text in a file. */
function said(file: string, text: string): Linter.LintMessage[] {
  const config = {
    files: ['**/*.ts'],
    plugins: { layers: layersPlugin },
    languageOptions: { parser: tseslint.parser },
    rules: { 'layers/imports': 'error' },
  } satisfies Linter.Config;
  return linter.verify(text, [config], path.join(repositoryRoot, file));
}

function importOf(from: string, to: string): string {
  const specifier = path.posix.relative(path.posix.dirname(from), to);
  return `import { x } from '${specifier.startsWith('.') ? specifier : `./${specifier}`}';`;
}

test('a layer imports only layers that come before it', () => {
  for (const [at, { name, imports: named }] of layers.entries()) {
    const below = layers.slice(0, at).map((layer) => layer.name);
    for (const one of named) assert.ok(below.includes(one), `${name} → ${one}`);
  }
});

test('the table names no layer and no package that is not imported', () => {
  const used = new Set(
    imports.map(({ from, specifier }) => {
      const target = specifier.startsWith('.') ? layerOf(resolve(from, specifier))?.name : undefined;
      return `${layerOf(from)?.name ?? ''} ${target ?? specifier}`;
    }),
  );
  const unused = layers.flatMap(({ name, imports: named, packages }) => [
    ...named.filter((one) => !used.has(`${name} ${one}`)),
    ...packages.filter((one) => ![...used].some((use) => `${use}/`.startsWith(`${name} ${one}/`))),
  ]);
  assert.deepEqual(unused, []);
});

test('ESLint applies the rule to server and client', async () => {
  const eslint = new ESLint({ cwd: repositoryRoot });
  for (const file of ['server/src/core/text/range.ts', 'server/src/cli/run.ts', 'client/src/webview/dom.ts']) {
    const { rules } = (await eslint.calculateConfigForFile(file)) as { rules: Record<string, unknown> };
    assert.deepEqual(rules['layers/imports'], [2], file);
  }
});

/** Written down apart from the table: what ARCHITECTURE.md and practice forbid. */
const bans: readonly (readonly [string, string])[] = [
  ['server/src/core/text/x.ts', 'server/src/core/xml/parse.js'],
  ['server/src/core/xml/x.ts', 'server/src/core/iis/read.js'],
  ['server/src/core/iis/x.ts', 'server/src/core/editor/hover.js'],
  ['server/src/core/iis/x.ts', 'server/src/core/exchange/server.js'],
  ['server/src/core/sign-in/x.ts', 'server/src/core/exchange/server.js'],
  ['server/src/core/exchange/x.ts', 'server/src/core/rules/rule.js'],
  ['server/src/core/certificate/x.ts', 'server/src/core/iis/read.js'],
  ['server/src/core/certificate/x.ts', 'server/src/core/evidence/facts.js'],
  ['server/src/core/logs/x.ts', 'server/src/core/rules/rule.js'],
  ['server/src/core/evidence/x.ts', 'server/src/core/iis/read.js'],
  ['server/src/core/remedy/x.ts', 'server/src/core/create-project.js'],
  ['server/src/core/remedy/x.ts', 'server/src/core/lint/run.js'],
  ['server/src/core/rules/rule.ts', 'server/src/core/rules/registry.js'],
  ['server/src/core/rules/exchange/x.ts', 'server/src/core/rules/exchange/ssl-not-required.js'],
  ['server/src/core/rules/exchange/x.ts', 'server/src/core/rules/tls/record-missing.js'],
  ['server/src/core/rules/exchange/x.ts', 'server/src/core/lint/run.js'],
  ['server/src/core/rules/exchange/x.ts', 'server/src/core/report/text.js'],
  ['server/src/core/rules/exchange/x.ts', 'server/src/core/editor/hover.js'],
  ['server/src/core/simulate/x.ts', 'server/src/core/lint/run.js'],
  ['server/src/core/simulate/x.ts', 'server/src/core/report/text.js'],
  ['server/src/core/simulate/x.ts', 'server/src/core/rules/registry.js'],
  ['server/src/core/report/x.ts', 'server/src/lsp/server.js'],
  ['server/src/core/face/x.ts', 'server/src/host/host.js'],
  ['server/src/intake/x.ts', 'server/src/cli/run.js'],
  ['server/src/intake/x.ts', 'server/src/core/rules/registry.js'],
  ['server/src/lsp/x.ts', 'server/src/core/rules/registry.js'],
  ['server/src/lsp/x.ts', 'server/src/core/lint/run.js'],
  ['server/src/lsp/x.ts', 'server/src/cli/run.js'],
  ['server/src/cli/x.ts', 'server/src/core/workspace/check.js'],
  ['server/src/cli/x.ts', 'server/src/core/create-project.js'],
  ['server/src/cli/x.ts', 'server/src/lsp/server.js'],
  ['client/src/webview/x.ts', 'server/src/core/rules/rule.js'],
  ['client/src/webview/x.ts', 'client/src/session.js'],
  ['client/src/commands/x.ts', 'client/src/session.js'],
  ['client/src/views/x.ts', 'client/src/commands/reports.js'],
  ['client/src/session.ts', 'server/src/lsp/server.js'],
  ['client/src/session.ts', 'server/src/core/rules/registry.js'],
  ['client/src/certificate/x.ts', 'server/src/core/iis/read.js'],
  ['server/src/core/new-folder/x.ts', 'server/src/core/text/range.js'],
  ['server/src/core/text/x.ts', 'server/src/core/new-folder/range.js'],
];

for (const [from, to] of bans) {
  test(`a probe fails: ${from} imports ${to}`, () => {
    assert.equal(said(from, importOf(from, to)).length, 1);
  });
}

for (const [from, name] of [
  ['server/src/core/iis/x.ts', 'node:fs'],
  ['server/src/core/report/x.ts', 'vscode'],
  ['server/src/core/certificate/x.ts', 'node-forge'],
  ['server/src/core/editor/x.ts', 'vscode-languageserver'],
  ['server/src/lsp/x.ts', 'node:fs'],
  ['server/src/lsp/x.ts', 'vscode'],
  ['client/src/webview/x.ts', 'vscode'],
  ['client/src/session.ts', 'node:fs'],
] as const) {
  test(`a probe fails: ${from} imports ${name}`, () => {
    assert.equal(said(from, `import x from '${name}';`).length, 1);
  });
}

test('a probe fails in every way of importing, and what is allowed passes', () => {
  const file = 'server/src/core/iis/x.ts';
  for (const text of [
    "import '../lint/run.js';",
    "import type { X } from '../lint/run.js';",
    "export { x } from '../lint/run.js';",
    "export * from '../lint/run.js';",
    "const x = await import('../lint/run.js');",
    "type X = import('../lint/run.js').X;",
  ]) {
    assert.equal(said(file, text).length, 1, text);
    assert.deepEqual(said(file, text.replace('lint/run', 'xml/parse')), [], text);
  }
});

test('between all layers the rule allows what the table names and nothing else', () => {
  const named = (layer: Layer): string => layer.paths.find((one) => !one.endsWith('.ts')) ?? layer.paths[0]!;
  const probe = (layer: Layer, name: string): string =>
    named(layer).endsWith('.ts') ? named(layer) : `${named(layer)}/${name}.ts`;
  for (const from of layers) {
    const text = layers.map((to) => importOf(probe(from, 'a'), probe(to, 'b').replace(/\.ts$/, '.js'))).join('\n');
    const refused = said(probe(from, 'a'), text).map(({ line }) => layers[line - 1]!.name);
    const forbidden = layers.filter(({ name }) => (name === from.name ? from.alone : !from.imports.includes(name)));
    assert.deepEqual(
      refused,
      forbidden.map(({ name }) => name),
      from.name,
    );
  }
});

test('every import of the sources is one that the table allows', () => {
  const problems = imports.flatMap(({ from, specifier }) => {
    const problem = importProblem(from, specifier);
    return problem === null ? [] : [`${from}: ${problem}`];
  });
  assert.deepEqual(problems, []);
});

test('every file is in a layer, and no files import each other around a circle, types included', () => {
  for (const file of files) assert.ok(layerOf(file), file);
  const own = imports.filter(({ specifier }) => specifier.startsWith('.'));
  assert.ok(own.some(({ isType }) => isType) && own.length > 3000);
  assert.deepEqual(circlesIn(own.map(({ from, specifier }) => [from, resolve(from, specifier)])), []);
});

test('a circle is seen', () => {
  const edges = [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'b'],
    ['c', 'd'],
  ] as const;
  assert.deepEqual(circlesIn(edges), [['b', 'c']]);
});
