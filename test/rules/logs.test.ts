// Runs the fixtures of the rules about logs: `bad-*` shows the cause, `ok-*` could be taken for it and must
// not.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { readLogs } from '../../server/src/core/logs/read-logs.js';
import { logCauses } from '../../server/src/core/workspace/log-causes.js';
import { logRules } from '../../server/src/core/rules/log-registry.js';
import { runRules } from '../../server/src/core/lint/run.js';
import { fixtures } from '../support/fixtures.js';
import { logSourcesIn } from '../support/logs.js';

/** What a fixture shows besides, from its directive `#Remark: also <rule>`. */
async function otherCauses(file: string): Promise<string[]> {
  const rules: string[] = [];
  for (const source of logSourcesIn(file)) {
    for await (const piece of source.open()) {
      const text = new TextDecoder().decode(piece);
      rules.push(...[...text.matchAll(/^#Remark: also (\S+)/gm)].map((match) => match[1]!));
    }
  }
  return rules;
}

for (const rule of logRules) {
  describe(rule.id, () => {
    const folder = path.join(fixtures, rule.id);
    // Configurations are for the runner of the other rules.
    const names = readdirSync(folder)
      .filter((name) => !name.endsWith('.config'))
      .sort();

    test('has one fixture that shows it and two that do not', () => {
      assert.ok(names.filter((name) => name.startsWith('bad-')).length >= 1);
      assert.ok(names.filter((name) => name.startsWith('ok-')).length >= 2);
    });

    for (const name of names) {
      test(name, async () => {
        const file = path.join(folder, name);
        const summary = await readLogs(logSourcesIn(file));
        const expected = [...(name.startsWith('bad-') ? [rule.id] : []), ...(await otherCauses(file))];
        const causes = logCauses(summary);
        // A log of probes alone also holds no request of a mobile device.
        const found = causes.map((cause) => cause.rule).filter((id) => id === rule.id || id !== 'log/no-active-sync-requests');
        assert.deepEqual(found.sort(), expected.sort());
        for (const line of summary.files) assert.equal(line.unreadableLines, 0);
        for (const cause of causes) {
          assert.match(cause.explanation, /\.$/);
          assert.equal(
            cause.occurrence.servers.reduce((sum, { count }) => sum + count, 0),
            cause.occurrence.count,
          );
        }
        const place = (): { uri: string; range: { start: number; end: number } } => ({
          uri: 'file:///log',
          range: { start: 0, end: 0 },
        });
        const subject = { kind: 'log', subject: { summary, place }, configurationPath: '' } as const;
        const { findings, failures } = runRules(logRules, [subject], () => undefined);
        assert.deepEqual(failures, []);
        for (const { message } of findings) assert.ok(message.length <= 160, `${message.length}: ${message}`);
        assert.deepEqual([...new Set(findings.map((one) => one.rule))].sort(), causes.map((one) => one.rule).sort());
      });
    }
  });
}
