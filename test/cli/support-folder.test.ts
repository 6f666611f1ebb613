// A folder as a support engineer receives it: one verdict with every contradiction, and nothing secret in any
// output.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { predictionServer } from '../support/prediction.js';
import { contradictions, secrets, supportFolder } from '../support/support-folder.js';
import { outcomeOf, TestHost } from './support.js';

const applicationHost = predictionServer({})['exch01/applicationHost.config'] as string;
const folder = (): TestHost =>
  new TestHost(
    Object.fromEntries(Object.entries(supportFolder(applicationHost)).map(([name, text]) => [`case/${name}`, text])),
  );
const at = ['--at', '2026-11-28T12:00:00Z'];

describe('a support folder', () => {
  test('gives one verdict with every contradiction', async () => {
    const { out, code } = await outcomeOf(['check', 'case', '--format', 'json', ...at], folder());
    const { servers, findings, evidence } = JSON.parse(out) as {
      servers: { name: string }[];
      findings: { rule: string; path: string }[];
      evidence: { path: string; used: boolean; note: string }[];
    };
    assert.equal(code, 1);
    assert.deepEqual(
      servers.map(({ name }) => name),
      ['EXCH01'],
    );
    const found = new Set(findings.map(({ rule, path }) => `${rule} ${path}`));
    for (const [rule, file] of contradictions) assert.ok(found.has(`${rule} case/${file}`), `${rule} at ${file}`);
    for (const { path, used, note } of evidence) assert.ok(used || note !== '', path);
  });

  test('nothing secret is in any output', async () => {
    const texts = Object.values(supportFolder(applicationHost)).filter((text) => typeof text === 'string');
    for (const secret of secrets)
      assert.ok(
        texts.some((text) => text.includes(secret)),
        `${secret} is in no file`,
      );
    const path = 'Default Web Site/Microsoft-Server-ActiveSync';
    const log = 'case/u_ex261128.log';
    const commands: string[][] = [
      ...['text', 'json', 'sarif', 'junit', 'markdown', 'html', 'github'].map((format) => [
        'check',
        'case',
        '--format',
        format,
      ]),
      ['check', 'case', '--fix-dry-run'],
      ...['text', 'json'].map((format) => ['effective', 'case', path, '--format', format]),
      ['effective', 'case', '', 'system.applicationHost/applicationPools', '--format', 'json'],
      ...['diff', 'appcmd', 'powershell', 'ems'].map((as) => ['remedy', 'case', '--to', 'device', '--as', as]),
      ...['text', 'json'].map((format) => [
        'certificate',
        'case/alice.cer',
        'case/alice.ldf',
        'case/accounts.csv',
        '--format',
        format,
      ]),
      ...['text', 'json', 'markdown'].map((format) => ['diagnose', 'case', '--status', '403.7', '--format', format]),
      ...['text', 'json'].map((format) => ['simulate', 'case', '/Microsoft-Server-ActiveSync', '--format', format]),
      ...['text', 'json'].map((format) => ['explain', '403.16', 'case', '--format', format]),
      ['logs', log, '--server', 'case', '--format', 'json'],
    ];
    for (const args of commands) {
      const { out, warnings, code } = await outcomeOf(args, folder());
      const all = `${out}\n${warnings.join('\n')}`;
      assert.ok(code !== 2 && all.trim() !== '', `${args.join(' ')} says: ${all}`);
      for (const secret of secrets) assert.ok(!all.includes(secret), `${secret} in: ${args.join(' ')}`);
    }
  });
});
