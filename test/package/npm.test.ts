// The npm package installs into an empty place without network or dependencies, stays small, and runs every
// command.
import { strict as assert } from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { commandSpecs } from '../../server/src/cli/commands.js';
import { displayWidth } from '../../server/src/core/text/display.js';
import { InstalledPackage } from '../support/installed-package.js';
import { repositoryRoot } from '../support/paths.js';

const pack = new InstalledPackage();
const { folder, prefix, program } = pack;
const installed = path.join(prefix, 'lib/node_modules/exchange-cba');

function run(args: readonly string[], input?: string): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: repositoryRoot, encoding: 'utf8', input });
  return { code: status, stdout, stderr };
}

before(() => {
  pack.install();
});

after(() => {
  pack.remove();
});

function sizeOf(name: string): number {
  const stats = statSync(name);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(name).reduce((sum, child) => sum + sizeOf(path.join(name, child)), 0);
}

test('the package is smaller than 1 MB packed and 2 MB installed, and brings no other package', () => {
  assert.ok(statSync(pack.tarball).size < 1_000_000, `${statSync(pack.tarball).size} bytes`);
  assert.ok(sizeOf(installed) < 2_000_000, `${sizeOf(installed)} bytes`);
  assert.deepEqual(readdirSync(path.join(prefix, 'lib/node_modules')), ['exchange-cba']);
  assert.ok(!readdirSync(installed).includes('node_modules'));
});

test('the package holds the program, its manual page, the rule pages and the notices', () => {
  assert.deepEqual(readdirSync(path.join(installed, 'dist')).sort(), [
    'ThirdPartyNotices.txt',
    'cli.js',
    'exchange-cba.1',
    'main.js',
  ]);
  assert.ok(readdirSync(path.join(installed, 'docs/rules')).includes('exchange'));
  const page = readFileSync(path.join(installed, 'dist/exchange-cba.1'), 'utf8');
  for (const { name } of commandSpecs) assert.match(page, new RegExp(`^\\.SS "exchange-cba ${name}`, 'm'));
});

test('the notices name every package that is bundled', async () => {
  const bundles = (await import(path.join(repositoryRoot, 'scripts/bundles.mjs'))) as {
    buildOptions: () => readonly object[];
  };
  const { build } = await import('esbuild');
  const notices = readFileSync(path.join(repositoryRoot, 'dist/ThirdPartyNotices.txt'), 'utf8');
  for (const options of bundles.buildOptions()) {
    const { metafile } = await build({ ...options, write: false, metafile: true });
    for (const input of Object.keys(metafile.inputs)) {
      const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\/[^]*$/.exec(input)?.[1];
      if (name !== undefined) assert.ok(notices.includes(`\n${name} `), name);
    }
  }
});

test('every command answers --help with exit code 0 and lines of at most 80 columns', () => {
  for (const args of [['--help'], ...commandSpecs.map(({ name }) => [name, '--help'])]) {
    const { code, stdout } = run(args);
    assert.equal(code, 0, args.join(' '));
    for (const line of stdout.split('\n')) assert.ok(displayWidth(line) <= 80, `${args.join(' ')}: ${line}`);
  }
});

test('the installed program does its work', () => {
  assert.match(run(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
  assert.equal(run(['check', 'samples', '--fail-on', 'never']).code, 0);
  assert.equal(run(['check', 'samples']).code, 1);
  const server = 'samples/contoso-exchange-2019';
  assert.equal(run(['effective', server, 'Default Web Site/owa']).code, 0);
  assert.match(run(['remedy', server, '--to', 'default']).stdout, /applicationHost\.config/);
  assert.match(run(['compare', server, 'samples/fabrikam-device']).stdout, /Microsoft-Server-ActiveSync/);
  assert.match(run(['rules']).stdout, /iis\/locked-section/);
});

test('lsp answers an editor on standard input and output and ends when it says so', async () => {
  const message = (content: object): string => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...content });
    return `Content-Length: ${text.length}\r\n\r\n${text}`;
  };
  const server = spawn(program, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  let answer = '';
  server.stdout.on('data', (chunk: Buffer) => {
    answer += chunk.toString('utf8');
  });
  server.stdin.write(
    message({ id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } }) +
      message({ method: 'initialized', params: {} }) +
      message({ id: 2, method: 'shutdown' }) +
      message({ method: 'exit' }),
  );
  assert.deepEqual(await ended, [0, null]);
  assert.match(answer, /"textDocumentSync"/);
});

test('bash completes commands, options and values', () => {
  const script = path.join(folder, 'complete.sh');
  const ask = (...words: string[]): string =>
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _exchange_cba; echo "\${COMPREPLY[*]}"`;
  const lines = [
    run(['completion', 'bash']).stdout,
    ask('exchange-cba', 'che'),
    ask('exchange-cba', 'check', '--form'),
    ask('exchange-cba', 'check', '--format', 'sa'),
  ];
  writeFileSync(script, lines.join('\n'));
  const { stdout, stderr } = spawnSync('bash', [script], { encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.deepEqual(stdout.split('\n'), ['check', '--format', 'sarif', '']);
});
