// Options that every command takes: where results go, how much is said, colors, and what a search leaves out.
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { commandSpecs } from '../../server/src/cli/commands.js';
import { helpFor } from '../../server/src/cli/help.js';
import { createNodeCommandHost } from '../../server/src/cli/node-console.js';
import { run } from '../../server/src/cli/run.js';
import { outcomeOf, TestHost, TestOutput } from './support.js';

const server = `<configuration><system.applicationHost><sites><site name="Default Web Site" id="1">
<application path="/"><virtualDirectory path="/" physicalPath="C:\\inetpub" /></application>
<bindings><binding protocol="https" bindingInformation="*:443:" /></bindings></site></sites></system.applicationHost></configuration>`;

test('--output writes exactly what standard output would hold', async () => {
  const files = { 'server/applicationHost.config': server };
  const plain = await outcomeOf(['check', 'server'], new TestHost(files));
  const host = new TestHost(files);
  const filed = await outcomeOf(['check', 'server', '--output', 'report.txt'], host);
  assert.equal(filed.out, '');
  assert.equal(filed.code, plain.code);
  assert.deepEqual(host.written, [['report.txt', plain.out]]);
});

test('--output keeps the file of before when its folder cannot be written', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'exchange-cba-'));
  writeFileSync(path.join(folder, 'applicationHost.config'), server);
  const host = createNodeCommandHost('1.2.3', folder, {}, () => process.stdin);
  const out = new TestOutput();
  assert.equal(await run(['check', '.', '--output', 'missing/report.txt'], host, out), 3);
  assert.match(
    out.warnings.join('\n'),
    /^exchange-cba: --output: report\.txt cannot be written: the folder does not exist\.$/m,
  );
  assert.equal(await run(['rules', '--output', 'rules.txt'], host, out), 0);
  assert.match(readFileSync(path.join(folder, 'rules.txt'), 'utf8'), /exchange\/basic-with-client-certificate/);
  assert.deepEqual(readdirSync(folder).sort(), ['applicationHost.config', 'rules.txt'], 'no temporary file is left');
});

test('--quiet says nothing beside the results of a run that works, and all of it when one fails', async () => {
  const files = { 'server/applicationHost.config': server, 'server/notes.zip': new Uint8Array([0x50, 0x4b, 3, 4, 0]) };
  const loud = await outcomeOf(['check', 'server'], new TestHost(files));
  const quiet = await outcomeOf(['check', 'server', '--quiet'], new TestHost(files));
  assert.equal(quiet.out, loud.out);
  assert.deepEqual(quiet.warnings, []);
  const failed = await outcomeOf(['check', 'nowhere', '--quiet'], new TestHost(files));
  assert.equal(failed.code, 3);
  assert.match(failed.warnings.join('\n'), /nowhere: file or folder not found/);
});

test('--verbose names the files that were read', async () => {
  const { warnings } = await outcomeOf(
    ['check', 'server', '--verbose'],
    new TestHost({ 'server/applicationHost.config': server }),
  );
  assert.ok(warnings.includes('Read server/applicationHost.config.'));
});

test('--color decides whatever the terminal is', async () => {
  const files = { 'server/applicationHost.config': server };
  const colored = await outcomeOf(['check', 'server', '--color', 'always'], new TestHost(files));
  assert.ok(colored.out.includes('\u001b['));
  const wrong = await outcomeOf(['check', 'server', '--color', 'alway'], new TestHost(files));
  assert.equal(wrong.code, 2);
  assert.match(wrong.warnings[0]!, /did you mean 'always'/i);
});

test('--exclude leaves out names, paths and folders, but nothing that is named', async () => {
  const files = {
    'live/applicationHost.config': server,
    'old/applicationHost.config': server,
    'archive/2024/applicationHost.config': server,
  };
  const rootsWith = async (...args: string[]): Promise<string[]> => {
    const { warnings } = await outcomeOf(['check', '.', '--verbose', ...args], new TestHost(files));
    return warnings.flatMap((line) => /^Read (.*)\/applicationHost\.config\.$/.exec(line)?.[1] ?? []);
  };
  assert.deepEqual(await rootsWith(), ['archive/2024', 'live', 'old']);
  assert.deepEqual(await rootsWith('--exclude', 'old'), ['archive/2024', 'live']);
  assert.deepEqual(await rootsWith('--exclude', '2024'), ['live', 'old']);
  assert.deepEqual(await rootsWith('--exclude', 'archive/**', '--exclude', 'OLD/'), ['live']);
  assert.deepEqual(await rootsWith('--exclude', 'archive/*/x'), ['archive/2024', 'live', 'old']);
  const named = await outcomeOf(['check', 'old', '--exclude', 'old', '--verbose'], new TestHost(files));
  assert.equal(named.code, 3, 'everything in the folder is left out');
  const file = ['check', 'old/applicationHost.config', '--exclude', 'old', '--verbose'];
  assert.ok((await outcomeOf(file, new TestHost(files))).warnings.includes('Read old/applicationHost.config.'));
});

test('every command but the language server shows the common options', () => {
  for (const spec of commandSpecs) {
    const has = helpFor(spec).includes('--output <file>');
    assert.equal(has, spec.name !== 'lsp', spec.name);
  }
});

test('a path that is named twice is read once, and so is what is wrong with it said', async () => {
  for (const command of ['check', 'logs', 'compare']) {
    const args = [command, 'nowhere', 'nowhere'];
    const { code, warnings } = await outcomeOf(args, new TestHost({}));
    const said = warnings.filter((line) => line.includes('nowhere'));
    assert.deepEqual([code, said.length], [3, 1], `${command}: ${warnings.join(' ')}`);
  }
});
