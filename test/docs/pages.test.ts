// The pages lead somewhere, say what the product says, and stay small.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { rows } from '../bench/table.js';
import { repositoryRoot } from '../support/paths.js';
import { pages, textOf } from './pages.js';

/** The address of a heading as GitHub makes it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

test('every link and picture of the pages leads to a file, and to a heading that it has', () => {
  const missing: string[] = [];
  for (const page of [...pages, 'docs/rules/symptoms.md']) {
    for (const [, target, anchor] of textOf(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
      const file = target === '' ? page : path.posix.join(path.posix.dirname(page), target!);
      if (!existsSync(path.join(repositoryRoot, file))) missing.push(`${page}: ${file}`);
      else if (anchor !== undefined) {
        const anchors = [...textOf(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading!));
        if (!anchors.includes(anchor)) missing.push(`${page}: ${file}#${anchor}`);
      }
    }
  }
  assert.deepEqual(missing, []);
});

test('every page of docs is in the overview', () => {
  const overview = textOf('docs/README.md');
  const others = readdirSync(path.join(repositoryRoot, 'docs')).filter((name) => name.endsWith('.md'));
  const without = ['README.md', 'marketplace.md'];
  assert.deepEqual(
    others.filter((name) => !without.includes(name) && !overview.includes(`](${name})`)),
    [],
  );
});

test('the README is one screen for each reader, without a table of rules; its pictures are small', () => {
  const readme = textOf('README.md');
  assert.ok(Buffer.byteLength(readme) < 14_000, `${Buffer.byteLength(readme)} bytes`);
  for (const reader of ['Administrators', 'Pipelines', 'Developers'])
    assert.match(readme, new RegExp(`^## ${reader}$`, 'm'));
  assert.doesNotMatch(readme, /docs\/rules\/[a-z]+\/[a-z-]+\.md/);
  const images = path.join(repositoryRoot, 'docs/images');
  for (const name of readdirSync(images)) {
    assert.ok(statSync(path.join(images, name)).size <= 150_000, name);
    assert.ok(readme.includes(name), `${name} is not in the README`);
  }
});

test('the Marketplace shows the pictures of the README by absolute addresses', () => {
  const marketplace = textOf('docs/marketplace.md');
  const shown = [...marketplace.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, address]) => address!);
  assert.ok(shown.length >= 2);
  for (const address of shown) {
    const [, file] =
      /^https:\/\/raw\.githubusercontent\.com\/exchange-cba\/exchange-cba\/main\/(.+)$/.exec(address) ?? [];
    assert.ok(file !== undefined && existsSync(path.join(repositoryRoot, file)), address);
  }
  assert.deepEqual(
    [...marketplace.matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, target]) => target),
    [],
  );
});

test('the README quotes the rows of the benchmark', () => {
  const quoted = [...textOf('README.md').matchAll(/^\| ([^|]+) \| ([^|]+) \| \d[\d.]* \|$/gm)];
  assert.deepEqual(
    quoted.map(([, what, against]) => `${what!} / ${against!}`),
    rows.map(({ what, against }) => `${what} / ${against}`),
  );
});

test('the index by symptom has what administrators see most', () => {
  const index = textOf('docs/rules/symptoms.md');
  for (const status of ['401.1', '401.2', '403.4', '403.7', '403.13', '403.16', '403.17', '413', '500.19', '503']) {
    assert.match(index, new RegExp(`^\\| ${status.replace('.', '\\.')} \\|[^|]+\\| \\[`, 'm'), status);
  }
});

test('the guide names the verdicts as the program says them', () => {
  const guide = textOf('docs/guide.md');
  const cli = path.join(repositoryRoot, 'dist/cli.js');
  for (const termination of ['exchange', 'device', 'legacy', 'none']) {
    const args = [cli, 'check', 'samples/fabrikam-device', '--termination', termination];
    const { stdout } = spawnSync(process.execPath, args, { cwd: repositoryRoot, encoding: 'utf8' });
    const verdict = stdout
      .split('\n')[1]!
      .replace(/ \(.*$/, '')
      .replace(/\.(?: .*)?$/, '');
    assert.ok(guide.includes(`| ${verdict} |`), verdict);
  }
});

test('the scripts that the pages name exist', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const page of pages) {
    for (const [, name] of textOf(page).matchAll(/\bnpm run ([\w:]+)/g)) {
      assert.ok(Object.hasOwn(scripts, name!), `${page}: npm run ${name!}`);
    }
  }
});

test('the commands of VS Code that the pages name exist', () => {
  const titles = new Set(Object.values(JSON.parse(textOf('package.nls.json')) as Record<string, string>));
  for (const page of [...pages, 'docs/marketplace.md']) {
    const text = textOf(page);
    const named = [...text.matchAll(/\*\*Exchange CBA: ([^*]+)\*\*/g), ...text.matchAll(/\| \*\*([^*]+)\*\* \|/g)];
    for (const [, title] of named) assert.ok(titles.has(title!), `${page}: ${title!}`);
  }
});
