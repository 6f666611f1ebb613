// What fails the audit step: anything known about what ships, high and critical ones elsewhere, and never a
// registry that is away.
import { strict as assert } from 'node:assert';
import path from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from '../support/paths.js';

const { judgeAudit } = (await import(path.join(repositoryRoot, 'scripts/audit.mjs'))) as {
  judgeAudit: (report: object, notices: string) => { failures: string[]; notes: string[] };
};

const found = (name: string, severity: string): object => ({
  vulnerabilities: { [name]: { name, severity, range: '<1' } },
});

test('a vulnerability of what ships fails whatever its severity; elsewhere from high on', () => {
  const notices = 'x\nfflate 0.8.3 (MIT)\n';
  assert.deepEqual(judgeAudit(found('fflate', 'low'), notices).failures, ['fflate <1: low, ships']);
  assert.deepEqual(judgeAudit(found('mocha', 'moderate'), notices).failures, []);
  assert.equal(judgeAudit(found('mocha', 'moderate'), notices).notes.length, 1);
  assert.equal(judgeAudit(found('mocha', 'high'), notices).failures.length, 1);
  assert.deepEqual(judgeAudit({ vulnerabilities: {} }, notices), { failures: [], notes: [] });
});

test('a registry that cannot be asked is named and fails nothing', () => {
  for (const report of [{ message: '405 Method Not Allowed' }, { error: { summary: 'ENOTFOUND' } }, {}]) {
    const { failures, notes } = judgeAudit(report, '');
    assert.deepEqual(failures, []);
    assert.match(notes.join(), /^Not audited: the registry cannot be asked \(.+\)\.$/);
  }
});
