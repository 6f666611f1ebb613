// Glob patterns: each form, and what it must not match.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globTest } from '../../server/src/cli/glob.js';

const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['backup', ['backup', 'a/Backup'], ['backup2', 'a/backup/b']],
  ['*.bak', ['web.config.bak', 'a/b.BAK'], ['a.bak/b', 'a.bakx']],
  ['web.config', ['web.config'], ['webxconfig']],
  ['old/*', ['old/a'], ['old', 'old/a/b', 'x/old/a']],
  ['old/**', ['old/a', 'old/a/b', 'old'], ['older', 'x/old/a']],
  ['**/old/a?', ['old/ab', 'x/y/old/ac'], ['old/a', 'xold/ab']],
  ['a/**/b', ['a/b', 'a/x/y/b'], ['ab', 'a/xb']],
  ['server (1)+[x]', ['server (1)+[x]'], ['server 1x']],
];

for (const [pattern, matching, others] of cases) {
  test(`the pattern ${pattern}`, () => {
    const glob = globTest(pattern);
    for (const path of matching) assert.ok(glob(path), `${pattern} must match ${path}`);
    for (const path of others) assert.ok(!glob(path), `${pattern} must not match ${path}`);
  });
}

test('a hostile pattern takes no long time', () => {
  const glob = globTest('*a'.repeat(14));
  assert.ok(!glob(`${'a'.repeat(60)}b`));
});
