// What the bundles leave out is read by no source that is in them.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const { onCommandLine, onPagesOnly, withoutPageTexts, withoutRepositoryPaths } = (await import(
  path.join(repositoryRoot, 'scripts/without-page-texts.mjs')
)) as {
  onPagesOnly: readonly string[];
  onCommandLine: readonly string[];
  withoutPageTexts: (text: string, names: readonly string[]) => string;
  withoutRepositoryPaths: (text: string) => string;
};

function readersOf(names: readonly string[]): string[] {
  const reads = new RegExp(`\\bdocs\\.(?:${names.join('|')})\\b`);
  return ['server/src', 'client/src'].flatMap((folder) =>
    readdirSync(path.join(repositoryRoot, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => reads.test(readFileSync(path.join(repositoryRoot, folder, name), 'utf8')))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
}

test('texts that only pages have are read nowhere; those of the command line at one place, for reports', () => {
  assert.deepEqual(readersOf(onPagesOnly), []);
  assert.deepEqual(readersOf(onCommandLine), ['server/src/core/workspace/rule-info.ts']);
});

test('of the documents that rules rest on, addresses in the web are read, and titles', () => {
  const [explained, informed] = ['explainable', 'rule-info'].map((name) => `server/src/core/workspace/${name}.ts`);
  assert.deepEqual(readersOf(['sources']).sort(), [explained, informed]);
  const read = (name: string): string => readFileSync(path.join(repositoryRoot, name), 'utf8');
  assert.match(read(explained!), /docs\.sources\.map\(\(\{ title \}\) => title\)/);
  assert.match(read(informed!), /docs\.sources\.find\(\(\{ address \}\) => address\?\.startsWith\('https:/);
});

test('addresses in the web stay, and titles', () => {
  const folder = 'server/src/core/rules/support/sources';
  for (const name of readdirSync(path.join(repositoryRoot, folder))) {
    const text = readFileSync(path.join(repositoryRoot, folder, name), 'utf8');
    const short = withoutRepositoryPaths(text);
    // A constant for the beginning of an address would have to stay, too.
    assert.doesNotMatch(text, /^const \w+ = ['`]https:/m);
    for (const kept of [/title: /g, /https:/g]) assert.equal(short.match(kept)?.length, text.match(kept)?.length, name);
    for (const [address] of short.matchAll(/address: .*/g)) assert.match(address, /address: ['`]https:/);
  }
});

test('only properties of docs are left out, whatever their value', () => {
  const rule =
    "defineRule({ why: 'x', docs: { title: 'T', why: `a, b`, commands: ['x', 'y'], sources: [{ fix: 1 }], fix: 'z' } });";
  assert.equal(
    withoutPageTexts(rule, ['why', 'commands', 'fix']).replaceAll(/\s+/g, ' '),
    "defineRule({ why: 'x', docs: { title: 'T', sources: [{ fix: 1 }], } });",
  );
});
