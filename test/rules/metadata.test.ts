// What every rule owes its reader: fixtures, sources, messages that are used and short, sections that exist.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { builtinSchema } from '../../server/src/core/iis/schema/builtin.js';
import { rules } from '../../server/src/core/rules/registry.js';
import type { Fixture } from '../support/fixtures.js';
import { fixtureRules, fixturesOf } from '../support/fixtures.js';
import { judgeFixture } from '../support/check-fixture.js';

const groups = ['termination', 'exchange', 'device', 'coexistence', 'layout', 'iis', 'tls', 'certificate', 'evidence', 'log'];
/** Of the rules whose subject is a configuration; others have tests of their own. */
const withFixtures = rules.filter(({ subject }) => ['file', 'server', 'exchange', 'virtualDirectory'].includes(subject));

const fixtures: readonly Fixture[] = fixtureRules().flatMap(fixturesOf);
const found = fixtures.flatMap((fixture) => judgeFixture(fixture).analysis.findings);

/** What a message's template becomes, whatever fills it. */
function pattern(template: string): RegExp {
  const escaped = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.+')}$`, 's');
}

test('ids are unique and sorted', () => {
  const ids = rules.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)].sort());
});

for (const rule of rules) {
  describe(rule.id, () => {
    test('belongs to a group', () => {
      assert.match(rule.id, /^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.ok(groups.includes(rule.id.split('/')[0]!));
    });

    test('is documented', () => {
      const { title, what, why, fix, sources } = rule.docs;
      assert.ok(title.length > 0 && title.length <= 70 && !title.endsWith('.'), title);
      for (const text of [what, why, fix]) assert.match(text, /[.:)`]$/);
      assert.ok(sources.length > 0, 'it has no source');
      for (const source of sources) assert.ok(source.title.length > 0);
    });

    test('reads sections that exist', () => {
      for (const section of rule.sections) assert.ok(builtinSchema.section(section), section);
    });

    test('has messages that fit on a line', () => {
      for (const message of Object.values(rule.messages)) assert.match(message, /[.?]$/);
      for (const { message } of found.filter((finding) => finding.rule === rule.id)) {
        assert.ok(message.length <= 160, `${message.length} characters: ${message}`);
      }
    });
  });
}

for (const rule of withFixtures) {
  describe(`${rule.id}: fixtures`, () => {
    const own = fixturesOf(rule.id);
    const bad = own.filter(({ expected }) => expected.some((one) => one.rule === rule.id));

    test('at least one bad and two good', () => {
      assert.ok(bad.length >= 1, 'no fixture has a finding of it');
      const good = own.filter(({ expected }) => expected.every((one) => one.rule !== rule.id));
      assert.ok(good.length >= 2, `${good.length} fixtures are free of it`);
      for (const { name } of good) assert.doesNotMatch(name, /\/bad-/);
      for (const { name } of bad) assert.doesNotMatch(name, /\/ok-/);
    });

    test('every message', () => {
      const messages = found.filter((finding) => finding.rule === rule.id).map(({ message }) => message);
      for (const [key, template] of Object.entries(rule.messages)) {
        assert.ok(messages.some((message) => pattern(template).test(message)), `no fixture has message '${key}'`);
      }
    });
  });
}
