// The cases of input from strangers; what is large or special is built here as their scripts build it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { samples } from '../support/paths.js';
import type { Case, CaseTests } from './support.js';

export const hostileCasesElsewhere: Readonly<Record<string, string>> = {
  'hostile/third-party-notices': 'test/package/licenses.test.ts',
};

/** Runs a script of the case as its README says; false where the interpreter is not there. */
function built(one: Case, command: string, ...args: readonly string[]): boolean {
  const { error, status, stdout } = spawnSync(command, args, { cwd: one.folder, maxBuffer: 1 << 28 });
  if (error !== undefined) return false;
  assert.equal(status, 0, command);
  if (stdout.length > 0) one.write('applicationHost.config', stdout);
  return true;
}

const formats = ['text', 'json', 'sarif', 'junit', 'markdown', 'html', 'github'];

export const hostileCases: CaseTests = {
  'deep-location-path': async (one) => {
    const { findings } = await one.check();
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['iis/location-path-syntax'],
    );
  },
  'did-you-mean-long-name': async (one) => {
    if (!built(one, 'python3', 'make.py', '150000')) return;
    const { code, findings } = await one.check();
    assert.notEqual(code, 3);
    for (const { message } of findings) assert.doesNotMatch(message, /Did you mean/);
    for (const { message } of findings) assert.ok(message.length < 1000, `${message.length} characters`);
  },
  'error-flood': async (one) => {
    if (!built(one, 'python3', 'make.py', '100000')) return;
    const { out, code } = await one.run(['check', '--format', 'json']);
    assert.equal(code, 1);
    const report = JSON.parse(out) as { findings: { rule: string; message: string }[]; summary: { error: number } };
    assert.ok(out.length < 1_000_000, `${out.length} characters`);
    assert.equal(report.summary.error, 100_000);
    assert.equal(report.findings.filter(({ rule }) => rule === 'lint/too-many-findings').length, 1);
  },
  'file-name-injection': async (one) => {
    if (!built(one, 'python3', 'setup.py')) return;
    for (const format of formats) {
      const { code, out, warnings } = await one.run(['check', '--format', format]);
      assert.equal(code, 3, format);
      for (const line of [...out.split('\n'), ...warnings.flatMap((text) => text.split('\n'))]) {
        assert.doesNotMatch(line, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        assert.doesNotMatch(line, /^(?:::error::pwn|exchange-cba: FAKE)/);
      }
    }
  },
  'many-servers': async (one) => {
    const text = path.join(samples, 'contoso-exchange-2019/applicationHost.config');
    for (let index = 0; index < 3; index++) one.take(text, `s${index}/applicationHost.config`);
    assert.equal((await one.check()).servers.length, 3);
  },
  'quadratic-doubled-entries': async (one) => {
    const cost = async (count: number): Promise<number> => {
      assert.ok(built(one, process.execPath, 'make.mjs', String(count)));
      const start = process.cpuUsage();
      const { summary } = await one.check();
      assert.equal(summary.error, count);
      return process.cpuUsage(start).user;
    };
    await cost(500);
    const ratios: number[] = [];
    while (ratios.length < 4) {
      const small = await cost(1000);
      ratios.push((await cost(4000)) / small);
      if (ratios.at(-1)! < 7) return;
    }
    assert.fail(`Four times the size took ${ratios.join(', ')} times as long.`);
  },
  'special-file-through-settings': async (one) => {
    rmSync(one.path('setup.sh'), { force: true });
    if (spawnSync('mkfifo', [one.path('pipe.config')]).status !== 0) return;
    const { notJudged, code } = await one.check();
    assert.notEqual(code, 3);
    assert.deepEqual(notJudged, [{ path: 'pipe.config', why: 'not read: it is not a regular file' }]);
  },
  'unc-through-settings': async (one) => {
    const { findings } = await one.check();
    assert.deepEqual(
      findings.map(({ rule, severity }) => `${severity} ${rule}`),
      ['warning lint/invalid-setting', 'warning lint/invalid-setting'],
    );
    // Beside it lies what the path would lead to, were it followed.
    mkdirSync(one.path('../share-without-server'), { recursive: true });
    writeFileSync(one.path('../share-without-server/web.config'), '<broken');
    one.write('.exchange-cba.json', '{"virtualDirectories":{"Default Web Site":"../share-without-server"}}');
    const report = await one.check();
    rmSync(one.path('../share-without-server'), { recursive: true });
    assert.deepEqual(
      report.findings.map(({ rule }) => rule),
      ['lint/invalid-setting'],
    );
  },
};
