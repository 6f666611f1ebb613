// Every command and snippet of the pages: commands run in a folder with two servers, snippets are what they
// are called.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { parse } from 'yaml';
import { parseXml } from '../../server/src/core/xml/parse.js';
import { cleanEnvironment } from '../support/installed-package.js';
import { repositoryRoot, samples } from '../support/paths.js';
import { blocksOf, pages, textOf, type Block } from './pages.js';

const folder = mkdtempSync(path.join(tmpdir(), 'exchange-cba-docs-'));
const work = path.join(folder, 'work');

before(() => {
  mkdirSync(path.join(folder, 'bin'));
  const program = path.join(folder, 'bin/exchange-cba');
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${path.join(repositoryRoot, 'dist/cli.js')}" "$@"\n`);
  chmodSync(program, 0o755);
  cpSync(samples, path.join(work, 'samples'), { recursive: true });
  // The names that the pages give to servers of their own.
  for (const [name, sample] of [
    ['exch01', 'contoso-exchange-2019'],
    ['exch02', 'fabrikam-device'],
    ['servers/exch02', 'fabrikam-device'],
  ] as const) {
    cpSync(path.join(samples, sample), path.join(work, name), { recursive: true });
  }
  cpSync(
    path.join(repositoryRoot, 'test/rules/log/certificate-not-presented/bad-one-device.log'),
    path.join(work, 'u_ex261129.log'),
  );
});

after(() => {
  rmSync(folder, { recursive: true });
});

function run(command: string): { status: number | null; stdout: string; stderr: string } {
  const environment = { ...cleanEnvironment, PATH: `${path.join(folder, 'bin')}:${process.env.PATH ?? ''}` };
  return spawnSync('sh', ['-c', command], { cwd: work, encoding: 'utf8', maxBuffer: 1 << 26, env: environment });
}

/** What installs or builds: tests of the package and of CI do that. */
const elsewhere = new Set(['npm install --global exchange-cba', 'npm ci && npm start']);

const blocks = pages.flatMap(blocksOf);
const inTables = [...textOf('README.md').matchAll(/^\|.*`(exchange-cba [^`]+)` \|$/gm)].map(([, command]) => command!);
const commandsOf = (page: string): string[] => [
  ...blocks
    .filter((block) => block.page === page && block.language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n')),
  ...(page === 'README.md' ? inTables : []),
];

describe('commands', { skip: process.platform === 'win32' ? 'they are run by sh' : false }, () => {
  for (const page of pages) {
    for (const command of commandsOf(page)) {
      if (elsewhere.has(command)) continue;
      test(`${page}: ${command}`, () => {
        assert.match(command, /^exchange-cba /);
        const { status, stdout, stderr } = run(command);
        // 1: findings, or a request that is refused; 4: evidence is needed. 2 and 3 mean that the page is
        // wrong.
        assert.ok(
          status === 0 || status === 1 || (status === 4 && command.includes(' diagnose ')),
          `${status}: ${stderr}`,
        );
        const file = /(?: > | --output )(\S+)/.exec(command)?.[1];
        const said = file === undefined ? stdout : readFileSync(path.join(work, file), 'utf8');
        assert.notEqual(said, '', 'it says nothing');
      });
    }
  }

  test('the output in the README is what the command before it prints', () => {
    const text = textOf('README.md');
    const [, command, output] = /```sh\n(exchange-cba check exch01)\n```\n\n```text\n([^]*?)```/.exec(text)!;
    // A command of a page may have fixed the server.
    cpSync(path.join(samples, 'contoso-exchange-2019'), path.join(work, 'exch01'), { recursive: true });
    const { stdout } = run(command!);
    for (const line of output!.trim().split('\n')) assert.ok(line === '…' || stdout.includes(line), line);
  });

  test('the README has commands for every task', () => {
    assert.ok(inTables.length >= 10, String(inTables.length));
  });
});

/**
 * Languages of snippets, and what tells that one is right. Those of other programs have tests of their own or
 * are untested.
 */
const checks: Readonly<Record<string, (text: string) => void>> = {
  json: (text) => {
    JSON.parse(text);
  },
  yaml: (text) => {
    assert.equal(typeof parse(text), 'object');
  },
  xml: (text) => {
    assert.deepEqual(parseXml(`<a>${text}</a>`).errors, []);
  },
  sh: () => undefined,
  text: () => undefined,
  '': () => undefined,
  lua: () => undefined,
  toml: () => undefined,
  elisp: () => undefined,
};

test('every snippet is well-formed', () => {
  assert.ok(blocks.length > 20);
  for (const { page, language, text } of blocks satisfies readonly Block[]) {
    const check = checks[language];
    assert.ok(check, `${page} has a block of ${language}, which no test checks`);
    check(text);
  }
});
