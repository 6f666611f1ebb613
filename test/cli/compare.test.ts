// The command `compare`: which servers it takes, and with which code it ends.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { outcomeOf, serverText, TestHost } from './support.js';

const other = serverText('  <system.webServer><security><access sslFlags="Ssl" /></security></system.webServer>\n');
const host = new TestHost({
  'exch01/applicationHost.config': serverText(),
  'exch02/applicationHost.config': serverText(),
  'exch03/applicationHost.config': other,
  'files/a.config': serverText(),
  'files/b.config': other,
  'lone/web.config': '<configuration />',
});

describe('compare', () => {
  for (const [args, code] of [
    [['exch01', 'exch02'], 0],
    [['exch01', 'exch03'], 1],
    [['exch01/applicationHost.config', 'exch02'], 0],
    [['files/a.config', 'files/b.config'], 1],
    [['.'], 1],
    [['exch01'], 2],
    [['exch01', 'exch01'], 2],
    [[], 2],
    [['exch01', 'none'], 3],
    [['exch01', 'lone'], 3],
    [['exch01', 'lone/web.config'], 3],
  ] as const) {
    test(`${args.join(' ')}: ${code}`, async () => {
      const outcome = await outcomeOf(['compare', ...args], host);
      assert.equal(outcome.code, code, outcome.warnings.join('\n'));
      assert.equal(outcome.out === '', code > 1);
    });
  }

  test('as CSV: a row for each server, with its place', async () => {
    const outcome = await outcomeOf(['compare', 'exch01', 'exch03', '--format', 'csv'], host);
    const [header, ...rows] = outcome.out.trimEnd().split('\n');
    assert.equal(header, 'Configuration path,Setting,Server,Value,File,Line,Column');
    const flags = rows.filter((row) => row.startsWith(',access sslFlags,'));
    assert.deepEqual(
      flags.map((row) => row.replace(/\d+,\d+$/, 'L,C')),
      [',access sslFlags,exch01,None,,,', ',access sslFlags,exch03,Ssl,exch03/applicationHost.config,L,C'],
    );
  });

  test('servers in one folder are called by their files', async () => {
    const outcome = await outcomeOf(['compare', 'files/b.config', 'files/a.config', '--format', 'json'], host);
    const { servers } = JSON.parse(outcome.out) as { servers: { root: string }[] };
    assert.deepEqual(
      servers.map(({ root }) => root),
      ['files/b.config', 'files/a.config'],
    );
  });
});
