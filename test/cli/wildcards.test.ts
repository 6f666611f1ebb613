// Wildcards and quotes in paths, which the shells of Windows hand on as they are.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { quoteProblem, withoutWildcards } from '../../server/src/cli/wildcards.js';
import { activeSyncLine, w3cHeader } from '../support/logs.js';
import { outcomeOf, serverText, TestHost } from './support.js';

const log = w3cHeader + activeSyncLine({});

describe('wildcards in paths', () => {
  const files = {
    'logs/W3SVC1/u_ex261101.log': log,
    'logs/W3SVC1/u_ex261102.log': log,
    'logs/W3SVC2/u_ex261101.log': log,
    'logs/W3SVC2/notes.txt': '',
    'exch01/applicationHost.config': '',
    'exch02/applicationHost.config': '',
    'a[1]?.log': log,
    'a[1]b.log': log,
  };
  const host = new TestHost(files);
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['logs/W3SVC1/*.log', ['logs/W3SVC1/u_ex261101.log', 'logs/W3SVC1/u_ex261102.log']],
    ['logs\\W3SVC?\\U_EX261101.*', ['logs/W3SVC1/u_ex261101.log', 'logs/W3SVC2/u_ex261101.log']],
    ['logs/*/notes.txt', ['logs/W3SVC2/notes.txt']],
    ['exch*', ['exch01', 'exch02']],
    ['exch0?/', ['exch01/', 'exch02/']],
    ['*.pfx', ['*.pfx']],
    ['missing/*.log', ['missing/*.log']],
    // Where a shell may use such a name for a file, it is that file.
    ['a[1]?.log', ['a[1]?.log']],
    ['-', ['-']],
  ];
  for (const [pattern, paths] of cases) {
    test(pattern, async () => {
      assert.deepEqual(await withoutWildcards([pattern], host), paths);
    });
  }

  test('names a file once', async () => {
    assert.deepEqual(await withoutWildcards(['exch01', 'exch0*'], host), ['exch01', 'exch02']);
  });

  test('serve the commands that take several paths', async () => {
    const { code, out } = await outcomeOf(['logs', 'logs\\*\\*.log', '--format', 'json'], host);
    assert.equal(code, 0);
    assert.equal((JSON.parse(out) as { files: unknown[] }).files.length, 3);
    const servers = new TestHost({
      'exch01/applicationHost.config': serverText(),
      'exch02/applicationHost.config': serverText(),
    });
    const checked = await outcomeOf(['check', 'exch*', '--format', 'json'], servers);
    assert.equal((JSON.parse(checked.out) as { servers: unknown[] }).servers.length, 2);
    const none = await outcomeOf(['certificate', '*.cer'], host);
    assert.equal(none.code, 3);
    assert.match(none.warnings.join('\n'), /\*\.cer: File not found\./);
  });
});

describe('a quote in a path', () => {
  test('comes from a backslash before it', async () => {
    const host = new TestHost({ 'a "b".config': '', 'My Servers/applicationHost.config': serverText() });
    assert.equal(await quoteProblem(['a "b".config', 'exch01'], host), null);
    const { code, warnings } = await outcomeOf(['check', 'My Servers" --format json'], host);
    assert.equal(code, 2);
    assert.match(warnings[0]!, /contains a quotation mark: omit the backslash before the closing quotation mark/);
  });
});
