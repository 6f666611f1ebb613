// The collected cases about logs, each by its name: `logs` and `check` say what is right.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { cases, skipWithoutCases } from '../support/corpus.js';
import { outcomeOf, TestHost } from './support.js';

interface Report {
  readonly requests: number;
  readonly activeSyncRequests: number;
  readonly probes: number;
  readonly devices: number;
  readonly users: number;
  readonly servers: readonly { readonly name: string }[];
  readonly causes: readonly { readonly rule: string }[];
}

/** Every folder; one that is missing here fails the last test. */
const expected: Readonly<Record<string, Pick<Report, 'probes'> & { readonly causes: readonly string[] }>> = {
  'logs/check-ignores-logs': { probes: 2, causes: [] },
  'logs/probe-403-7': { probes: 2, causes: [] },
  'support/logs-only-green': {
    probes: 0,
    causes: ['log/certificate-not-presented', 'log/certificate-untrusted', 'log/request-body-too-large'],
  },
};

function hostOf(name: string): TestHost {
  const folder = path.join(cases ?? '', name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.log'));
  return new TestHost(Object.fromEntries(files.map((file) => [`case/${file}`, readFileSync(path.join(folder, file))])));
}

describe('cases', { skip: skipWithoutCases }, () => {
  for (const [name, { probes, causes }] of Object.entries(expected)) {
    test(name, async () => {
      const { code, out } = await outcomeOf(['logs', 'case', '--format', 'json'], hostOf(name));
      const report = JSON.parse(out) as Report;
      assert.equal(code, 0);
      assert.equal(report.probes, probes);
      assert.deepEqual(report.causes.map(({ rule }) => rule).sort(), [...causes].sort());
      const checked = await outcomeOf(['check', 'case', '--format', 'json'], hostOf(name));
      const { findings } = JSON.parse(checked.out) as { findings: readonly { readonly rule: string }[] };
      assert.deepEqual([...new Set(findings.map(({ rule }) => rule))].sort(), [...causes].sort());
      assert.equal(checked.code, 0, 'warnings do not fail');
    });
  }

  test('logs/probe-403-7 has the figures of its description', async () => {
    const { out } = await outcomeOf(['logs', 'case', '--format', 'json'], hostOf('logs/probe-403-7'));
    const { requests, activeSyncRequests, devices, users, servers } = JSON.parse(out) as Report;
    assert.deepEqual(
      [requests, activeSyncRequests, devices, users, servers.map(({ name }) => name)],
      [3, 3, 1, 1, ['10.1.1.11']],
    );
  });

  test('are all named here', () => {
    const folders = readdirSync(path.join(cases ?? '', 'logs')).map((name) => `logs/${name}`);
    assert.deepEqual([...folders, 'support/logs-only-green'].sort(), Object.keys(expected).sort());
  });
});
