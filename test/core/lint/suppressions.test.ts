// Suppression comments: what they cover, and that one without effect is reported.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { applyEdits } from '../../../server/src/core/text/edit.js';
import {
  applySuppressions,
  readSuppressions,
  fileSuppressionEdit,
  suppressionEdit,
} from '../../../server/src/core/lint/suppressions.js';
import type { Finding } from '../../../server/src/core/rules/finding.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';

const uri = 'file:///contoso/web.config';
const rules = ['iis/locked-section', 'tls/binding-requires-sni', 'exchange/ssl-not-required'];

/** A finding at the first place where the text has `at`. */
function finding(text: string, at: string, rule = rules[0]!): Finding {
  const start = text.indexOf(at);
  assert.ok(start >= 0, at);
  const range = { start, end: start + at.length };
  return { rule, severity: 'error', message: 'm', uri, range, configurationPath: '', evidence: [], remedies: [] };
}

function check(text: string, findings: readonly Finding[]) {
  const result = applySuppressions(findings, new Map([[uri, parseXml(text)]]), rules);
  return {
    left: result.findings.map(({ rule }) => rule),
    suppressed: result.suppressed.map(({ reason }) => reason),
    unused: result.unused.map(({ message, range }) => [message, text.slice(range.start, range.end)]),
    result,
  };
}

describe('disable-next-line', () => {
  test('covers the element that follows, its attributes and what is in it', () => {
    const text =
      '<a>\n  <!-- exchange-cba-disable-next-line iis/locked-section: contoso policy -->\n  <b x="1"><c y="2" /></b>\n  <b x="3" />\n</a>';
    for (const at of ['x="1"', '<b x="1">', 'y="2"']) {
      assert.deepEqual(check(text, [finding(text, at)]).suppressed, ['contoso policy'], at);
    }
    const { left, unused } = check(text, [finding(text, 'x="3"')]);
    assert.deepEqual(left, ['iis/locked-section']);
    assert.equal(unused.length, 1);
  });

  test('covers the element behind further comments and before the document element', () => {
    const text =
      '<?xml version="1.0"?>\n<!-- exchange-cba-disable-next-line iis/locked-section: r -->\n<!-- note -->\n<a x="1" />';
    assert.deepEqual(check(text, [finding(text, 'x="1"')]).left, []);
  });

  test('takes several rules; the one without effect is reported alone', () => {
    const text =
      '<a>\n  <!-- exchange-cba-disable-next-line iis/locked-section, tls/binding-requires-sni: r -->\n  <b x="1" />\n</a>\n';
    const { unused, result } = check(text, [finding(text, 'x="1"')]);
    assert.equal(unused.length, 1);
    assert.equal(unused[0]![1], 'tls/binding-requires-sni');
    const change = result.unused[0]!.remedies[0]!.changes[0]!;
    assert.ok(change.kind === 'text');
    assert.match(applyEdits(text, change.edits), /disable-next-line iis\/locked-section: r -->/);
  });

  test('says so when no element follows', () => {
    const text = '<a><b /><!-- exchange-cba-disable-next-line iis/locked-section: r --></a>';
    assert.match(check(text, [finding(text, '<b />')]).unused[0]![0]!, /No element follows/);
  });
});

describe('disable-file', () => {
  test('covers the whole file and no other', () => {
    const text = '<a>\n  <b x="1" />\n  <!-- exchange-cba-disable-file iis/locked-section: r -->\n</a>';
    const other = { ...finding(text, 'x="1"'), uri: 'file:///contoso/other.config' };
    const { left, suppressed } = check(text, [finding(text, 'x="1"'), finding(text, '<a>'), other]);
    assert.deepEqual(suppressed, ['r', 'r']);
    assert.equal(left.length, 1);
  });
});

describe('a suppression without effect', () => {
  test('is a warning with a remedy that removes its whole line ', () => {
    const text = '<a>\r\n  <!-- exchange-cba-disable-file iis/locked-section: r -->\r\n  <b />\r\n</a>';
    const [unused] = check(text, []).result.unused;
    assert.equal(unused?.rule, 'lint/unused-suppression');
    assert.equal(unused.severity, 'warning');
    assert.equal(unused.remedies[0]!.kind, 'safe');
    const change = unused.remedies[0]!.changes[0]!;
    assert.ok(change.kind === 'text');
    assert.equal(applyEdits(text, change.edits), '<a>\r\n  <b />\r\n</a>');
  });

  test('of an unknown rule names the one that was meant', () => {
    const text = '<!-- exchange-cba-disable-file iis/lock-section: r --><a />';
    assert.deepEqual(check(text, []).unused, [
      ["Unknown rule 'iis/lock-section'. Did you mean 'iis/locked-section'?", 'iis/lock-section'],
    ]);
  });

  test('is reported for a word that is nearly right and for a comment without a rule', () => {
    const text =
      '<a><!-- exchange-cba-disable-line iis/locked-section: r --><!-- exchange-cba-disable-file : r --></a>';
    const messages = check(text, []).unused;
    assert.match(messages[0]![0]!, /'exchange-cba-disable-line' has no effect/);
    assert.equal(messages[0]![1], 'exchange-cba-disable-line');
    assert.equal(messages[1]![0], 'The suppression does not specify a rule.');
  });

  test('is not reported in a text with XML errors, where a finding may be missing', () => {
    const text = '<a><!-- exchange-cba-disable-file iis/locked-section: r --><b></a>';
    assert.deepEqual(check(text, []).unused, []);
  });

  test('reports comments in document order at any depth, without recursion', () => {
    const depth = 20_000;
    const text = `${'<a>'.repeat(depth)}<!-- exchange-cba-disable-file iis/locked-section: r -->${'</a>'.repeat(depth)}`;
    assert.equal(readSuppressions(parseXml(text)).suppressions.length, 1);
  });
});

describe('fileSuppressionEdit', () => {
  test('puts a comment before the root element, and adds to one that is there', () => {
    const text = '<?xml version="1.0"?>\r\n<a>\r\n  <b x="1" />\r\n</a>';
    const once = applyEdits(text, [fileSuppressionEdit(parseXml(text), 'iis/locked-section', 'known')!]);
    assert.equal(once, text.replace('<a>', '<!-- exchange-cba-disable-file iis/locked-section: known -->\r\n<a>'));
    assert.deepEqual(check(once, [finding(once, 'x="1"')]).left, []);
    const twice = applyEdits(once, [fileSuppressionEdit(parseXml(once), 'iis/invalid-enum', 'known')!]);
    assert.ok(twice.includes('exchange-cba-disable-file iis/locked-section, iis/invalid-enum: known'), twice);
    assert.equal(fileSuppressionEdit(parseXml(''), 'iis/locked-section', 'known'), null);
  });
});

describe('suppressionEdit', () => {
  function after(text: string, at: string, reason = 'known'): string {
    const edit = suppressionEdit(parseXml(text), finding(text, at), reason);
    assert.ok(edit);
    const result = applyEdits(text, [edit]);
    assert.deepEqual(parseXml(result).errors, []);
    assert.deepEqual(check(result, [finding(result, at)]).left, [], result);
    assert.deepEqual(check(result, [finding(result, at)]).unused, []);
    return result;
  }

  test('puts the comment on its own line, with the indentation and line end of the file', () => {
    assert.equal(
      after('<a>\r\n\t<b x="1" />\r\n</a>', 'x="1"'),
      '<a>\r\n\t<!-- exchange-cba-disable-next-line iis/locked-section: known -->\r\n\t<b x="1" />\r\n</a>',
    );
  });

  test('stays on the line when something is before the element', () => {
    assert.equal(
      after('<a><b x="1" /></a>', 'x="1"'),
      '<a><!-- exchange-cba-disable-next-line iis/locked-section: known --><b x="1" /></a>',
    );
  });

  test('is before the document element, behind the declaration', () => {
    assert.match(
      after('<?xml version="1.0"?>\n<a x="1" />', 'x="1"'),
      /^<\?xml version="1.0"\?>\n<!-- .* -->\n<a x="1" \/>$/,
    );
  });

  test('adds to a comment that is there', () => {
    const text = '<a>\n  <!-- exchange-cba-disable-next-line tls/binding-requires-sni: r -->\n  <b x="1" />\n</a>';
    const edit = suppressionEdit(parseXml(text), finding(text, 'x="1"'), 'known')!;
    assert.match(applyEdits(text, [edit]), /next-line tls\/binding-requires-sni, iis\/locked-section: r -->/);
  });

  test('a reason cannot end the comment', () => {
    after('<a><b x="1" /></a>', 'x="1"', 'never --> again -');
  });
});
