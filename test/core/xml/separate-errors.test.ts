// A text that ends early has one error to report: the one nearest to its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import { separateErrors } from '../../../server/src/core/xml/separate-errors.js';

/** A text, and its errors as `code:what is at the range`. */
const cases: readonly (readonly [string, ...string[]])[] = [
  ['<r><a><b>', 'unclosed-element:b'],
  ['<r>\n  <a>\n    <b />\n\n', 'unclosed-element:a'],
  ['<r>\n  <a>\n    <b', 'unclosed-start-tag:<b'],
  ['<r>\n  <a>\n    <b c="d', 'unclosed-quote:"d'],
  ['<r>\n  <a>\n    <b c="d"\n    e="f', 'unclosed-quote:"f'],
  ['<r>\n  <a>\n  </a', 'bad-end-tag:</a'],
  ['<r>\n  <a>\n  <!-- b > c', 'unclosed-comment:<!--'],
  ['<r>\n  <a>\n  <![CDATA[ b', 'unclosed-cdata:<![CDATA['],
  // Errors of their own stay, also on the last line.
  ['<r>\n  <a b="1" b="2" />\n  <c>', 'duplicate-attribute:b', 'unclosed-element:c'],
  ['<r>\n  <a>\n</r>', 'unclosed-element:a'],
  ['<r><a><b></r>', 'unclosed-element:a', 'unclosed-element:b'],
  ['<r><a b="1 c="2"/><a b="1 c="2"/></r>', 'unclosed-quote:"1', 'unclosed-quote:"1'],
  ['<r>\n  <!-- a\n  <b>', 'unclosed-comment:<!--', 'unclosed-element:b'],
  ['', 'no-root:'],
];

for (const [text, ...expected] of cases)
  test(`errors to report of ${JSON.stringify(text)}`, () => {
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const found = separateErrors(parseXml(written));
      const told = found.map(({ code, range }) => `${code}:${written.slice(range.start, range.end)}`);
      assert.deepEqual(told, expected);
    }
  });
