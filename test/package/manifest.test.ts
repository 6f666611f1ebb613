// Manifest, settings and translations agree with the code and with each other.
import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ruleSeverities, settingsFileName, terminationSettings } from '../../server/src/core/lint/settings.js';
import { servedNames } from '../../server/src/served-files.js';
import { defaultSettings, readSettings } from '../../server/src/lsp/settings.js';
import { repositoryRoot } from '../support/paths.js';

interface Property {
  readonly default: unknown;
  readonly enum?: readonly string[];
  readonly scope: string;
  readonly markdownDescription: string;
  readonly additionalProperties?: { readonly enum?: readonly string[] };
}

interface Manifest {
  readonly type?: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
    readonly languages: readonly { readonly id: string; readonly filenames?: readonly string[] }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
  };
}

const read = (name: string): string => readFileSync(path.join(repositoryRoot, name), 'utf8');
const namesIn = (name: string): string[] => Object.keys(JSON.parse(read(name)) as object).sort();
const manifest = JSON.parse(read('package.json')) as Manifest;

function sources(folder: string): string[] {
  return readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(path.join(folder, name)));
}

test('the manifest does not say that it is an ES module, which VS Code would believe of the bundles too', () => {
  assert.equal(manifest.type, undefined);
});

test('every name in the manifest is translated, and nothing is translated that it does not name', () => {
  const used = [...new Set([...read('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!))].sort();
  assert.deepEqual(namesIn('package.nls.json'), used);
  assert.deepEqual(namesIn('package.nls.de.json'), used);
});

test('every sentence of client and server is in the German bundle, with the same holes', () => {
  const said = new Set<string>();
  const clientCall = /\bl10n\.t\(\s*'((?:[^'\\]|\\.)*)'/g;
  const serverCall = /\bt\(\s*'((?:[^'\\]|\\.)*)'/g;
  for (const text of sources('client/src')) for (const [, sentence] of text.matchAll(clientCall)) said.add(sentence!);
  for (const text of sources('server/src/lsp'))
    for (const [, sentence] of text.matchAll(serverCall)) said.add(sentence!);
  // The view-model of certificates takes its words from its caller; core's sentences about them are
  // templates.
  const wordsCall = /\bwords\(\s*'((?:[^'\\]|\\.)*)'/g;
  for (const text of sources('client/src/certificate'))
    for (const [, sentence] of text.matchAll(wordsCall)) said.add(sentence!);
  const meaning = 'server/src/core/certificate/meaning';
  const literal = /'((?:[^'\\\n]|\\.)*)'/g;
  const judging = [
    ...sources(`${meaning}/readiness`),
    read(`${meaning}/readiness.ts`),
    read(`${meaning}/sid-faults.ts`),
  ];
  for (const text of judging)
    for (const [, sentence] of text.matchAll(literal)) if (/^[A-Z{"].* .*[.}]$/.test(sentence!)) said.add(sentence!);
  for (const [, sentence] of read(`${meaning}/commands.ts`).matchAll(/description: '([^']*)'/g)) said.add(sentence!);
  for (const [, sentence] of read(`${meaning}/kdc-events.ts`).matchAll(/(?:meaning|cause|remedy):\s*'([^']*)'/g))
    said.add(sentence!);
  for (const [, sentence] of read(`${meaning}/alt-security-identities.ts`).matchAll(
    /(?:nameForm|leadingZero|windows2022|issuerSerial|subjectKeyIdentifier|sha1PublicKey|issuerSid):\s*'([^']* [^']*)'/g,
  ))
    said.add(sentence!);
  const german = JSON.parse(read('l10n/bundle.l10n.de.json')) as Record<string, string>;
  assert.deepEqual(
    [...said].map((sentence) => sentence.replace(/\\(.)/g, '$1')).filter((sentence) => !(sentence in german)),
    [],
  );
  const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
  for (const [english, translated] of Object.entries(german))
    assert.deepEqual(holes(translated), holes(english), english);
});

test('settings have the defaults, values and names that the server knows', () => {
  const { properties } = manifest.contributes.configuration;
  const own = Object.keys(properties).filter((name) => name !== 'exchangeCba.trace.server');
  assert.deepEqual(
    own.sort(),
    Object.keys(defaultSettings)
      .map((name) => `exchangeCba.${name}`)
      .sort(),
  );
  assert.deepEqual(properties['exchangeCba.termination']?.enum, terminationSettings);
  const given = Object.fromEntries(own.map((name) => [name.replace('exchangeCba.', ''), properties[name]!.default]));
  assert.deepEqual(readSettings(given), { settings: defaultSettings, problems: [] });
  for (const severity of ruleSeverities) {
    assert.deepEqual(readSettings({ rules: { 'iis/locked-section': severity } }).problems, []);
  }
});

test('every command of the manifest is registered, and the other way round', () => {
  const ids =
    read('client/src/base/command-ids.ts') +
    read('client/src/commands/getting-started.ts').split('gettingStartedCommands')[1]!.split(']')[0]! +
    read('client/src/certificate/ids.ts').split('certificateCommands')[1]!;
  const registered = [...ids.matchAll(/'(exchangeCba\.\w+)'/g)].map(([, id]) => id!).sort();
  assert.deepEqual(manifest.contributes.commands.map(({ command }) => command).sort(), registered);
  assert.ok(manifest.contributes.commands.every(({ category }) => category === 'Exchange CBA'));
  for (const items of Object.values(manifest.contributes.menus)) {
    for (const { command } of items) assert.ok(registered.includes(command), command);
  }
});

test('no condition of a menu has a text in double quotation marks, which VS Code does not read', () => {
  for (const items of Object.values(manifest.contributes.menus)) {
    for (const { command, when } of items) assert.doesNotMatch(when ?? '', /"/, command);
  }
});

test('the served files are those that count as XML, and the settings file', () => {
  const [xml] = manifest.contributes.languages.filter(({ id }) => id === 'xml');
  assert.deepEqual([...(xml?.filenames ?? []), settingsFileName], servedNames);
});

test('the oldest VS Code that is declared is one that the tests run in', () => {
  const { engines, devDependencies } = JSON.parse(read('package.json')) as {
    engines: { vscode: string };
    devDependencies: Record<string, string>;
  };
  const numbers = (version: string): number[] => version.replace(/^\D+/, '').split('.').map(Number);
  const [oldest] = readdirSync(path.join(repositoryRoot, 'test/vscode/launcher/versions')).sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  assert.equal(engines.vscode, `^${oldest!}`);
  assert.deepEqual(numbers(devDependencies['@types/vscode']!).slice(0, 2), numbers(oldest!).slice(0, 2));
});
