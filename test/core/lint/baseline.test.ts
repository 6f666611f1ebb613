// Baselines: they silence what was there wherever it moves to, and nothing that is new.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  applyBaseline,
  readBaseline,
  writeBaseline,
  type BaselineContext,
} from '../../../server/src/core/lint/baseline.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';

const uri = 'file:///contoso/exch01/applicationHost.config';

function contextOf(text: string): BaselineContext {
  return { relativePath: (name) => name.replace('file:///contoso/', ''), texts: new Map([[uri, text]]) };
}

/** A finding at every place where the text has `at`. */
function findings(text: string, at: string, rule = 'exchange/ssl-not-required'): Finding[] {
  const result: Finding[] = [];
  for (let start = text.indexOf(at); start >= 0; start = text.indexOf(at, start + 1)) {
    const range = { start, end: start + at.length };
    result.push({
      rule,
      severity: 'error',
      message: 'm',
      uri,
      range,
      configurationPath: 'a/b',
      evidence: [],
      remedies: [],
    });
  }
  return result;
}

const before = '<a>\n  <access sslFlags="None" />\n  <access sslFlags="Ssl" />\n</a>\n';

function baselineOf(text: string, found: readonly Finding[]) {
  const { baseline, problems } = readBaseline(writeBaseline(found, contextOf(text)));
  assert.deepEqual(problems, []);
  return baseline!;
}

describe('baseline', () => {
  test('silences the findings that it was made from, and is the same bytes each time', () => {
    const found = [...findings(before, 'None'), ...findings(before, '<a>', 'iis/locked-section')];
    const baseline = baselineOf(before, found);
    const result = applyBaseline(found, baseline, contextOf(before));
    assert.deepEqual(result.findings, []);
    assert.equal(result.suppressed.length, 2);
    assert.deepEqual(result.gone, []);
    assert.equal(writeBaseline(found, contextOf(before)), writeBaseline([...found].reverse(), contextOf(before)));
  });

  test('lets through another rule, path, value and configuration path', () => {
    const baseline = baselineOf(before, findings(before, 'None'));
    const [finding] = findings(before, 'None');
    for (const other of [
      { ...finding!, rule: 'iis/locked-section' },
      { ...finding!, configurationPath: 'a/c' },
      findings(before, '"Ssl"')[0]!,
    ]) {
      assert.equal(applyBaseline([other], baseline, contextOf(before)).findings.length, 1);
    }
  });

  test('counts: a second mistake of the same kind is new', () => {
    const baseline = baselineOf(before, findings(before, 'None'));
    const after = before.replace('</a>', '  <access sslFlags="None" />\n</a>');
    const result = applyBaseline(findings(after, 'None'), baseline, contextOf(after));
    assert.equal(result.findings.length, 1);
    assert.equal(result.suppressed.length, 1);
  });

  test('says what is gone', () => {
    const baseline = baselineOf(before, findings(before, 'None'));
    const result = applyBaseline([], baseline, contextOf(before));
    assert.deepEqual(
      result.gone.map(({ rule, path, count }) => [rule, path, count]),
      [['exchange/ssl-not-required', 'exch01/applicationHost.config', 1]],
    );
  });

  test('survives lines that move, other indentation, attributes before it and other line ends', () => {
    const filler = fc.array(fc.constantFrom('\n', '  ', '<x y="1" />', '<!-- note -->', '\t'), { maxLength: 12 });
    fc.assert(
      fc.property(
        filler,
        filler,
        fc.constantFrom('', 'x="1" ', '\n   '),
        fc.boolean(),
        (above, below, attribute, crlf) => {
          let after = `${above.join('')}${before.replace('<access ', `<access ${attribute}`)}${below.join('')}`;
          if (crlf) after = after.replaceAll('\n', '\r\n');
          const result = applyBaseline(
            findings(after, 'None'),
            baselineOf(before, findings(before, 'None')),
            contextOf(after),
          );
          assert.deepEqual(result.findings, []);
        },
      ),
    );
  });

  test('a file that is not one is refused with a sentence', () => {
    for (const text of [
      '',
      '{}',
      '[]',
      '{"baseline": 1, "findings": [{}]}',
      '{"baseline": 1, "findings": [{"rule": "a", "fingerprint": "b", "count": 0}]}',
      'x',
    ]) {
      const { baseline, problems } = readBaseline(text);
      assert.equal(baseline, null, text);
      assert.ok(problems.length > 0, text);
    }
    assert.match(readBaseline('{"baseline": 2, "findings": []}').problems[0]!.message, /version 2/);
  });

  test('any range of any text has a fingerprint', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(50), fc.nat(50), (text, start, length) => {
        const found: Finding[] = [{ ...findings(before, 'None')[0]!, range: { start, end: start + length } }];
        const context = contextOf(text);
        assert.deepEqual(
          applyBaseline(found, readBaseline(writeBaseline(found, context)).baseline!, context).findings,
          [],
        );
      }),
    );
  });
});
