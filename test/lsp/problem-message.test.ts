// What is left of a problem when an editor cuts it after forty characters: what is wrong, told apart from
// other rules.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemMessage } from '../../server/src/lsp/problem-message.js';
import { judgeFixture } from '../support/check-fixture.js';
import { fixtureRules, fixturesOf } from '../support/fixtures.js';

const shown = 40;

test('a configuration path moves to the end, and the first word begins the sentence', () => {
  const at = (configurationPath: string, message: string): string => problemMessage({ configurationPath, message });
  const owa = 'Default Web Site/owa';
  assert.equal(at(owa, `${owa}: client certificates are ignored.`), `Client certificates are ignored. (${owa})`);
  assert.equal(at(owa, `${owa}: sslFlags="Ssl" requests none.`), `sslFlags="Ssl" requests none. (${owa})`);
  assert.equal(at(owa, `${owa}: useKernelMode is off.`), `useKernelMode is off. (${owa})`);
  assert.equal(at(owa, 'Default Web Site: no HTTPS binding.'), 'No HTTPS binding. (Default Web Site)');
  assert.equal(at('', 'Malformed XML.'), 'Malformed XML.');
});

/** IIS's own error texts stay word for word, and IIS begins several of them alike. */
const ownTextOfIis =
  /^(?:The '[^']*' attribute is invalid|Cannot add duplicate collection entry|There is a duplicate|Lock violation|Unrecognized|The configuration section)/;

/** The same setting is wrong in two setups, for different reasons: the fact that is cut is the same. */
const sameFact = [
  'coexistence/mapping-on-legacy, device/mapping-enabled',
  'coexistence/proxy-not-windows, device/other-authentication-enabled',
  'device/extended-protection-required, layout/extended-protection-unexpected',
];

test('forty characters of a problem begin with what is wrong and belong to one rule', () => {
  const rules = new Map<string, Set<string>>();
  for (const finding of fixtureRules()
    .flatMap(fixturesOf)
    .flatMap((one) => judgeFixture(one).analysis.findings)) {
    const { rule, configurationPath: path } = finding;
    const message = problemMessage(finding);
    assert.ok(path === '' || !message.startsWith(path), `${rule}: ${message}`);
    if (ownTextOfIis.test(message)) continue;
    const cut = message.slice(0, shown);
    rules.set(cut, (rules.get(cut) ?? new Set()).add(rule));
  }
  assert.ok(rules.size > 100);
  const shared = [...rules.values()].filter(({ size }) => size > 1).map((ids) => [...ids].sort().join(', '));
  assert.deepEqual([...new Set(shared)].sort(), sameFact);
});
