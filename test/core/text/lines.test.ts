// Line ends and indentation of a text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { indentationBefore, lineEndAfter, lineEndingOf, spansLines } from '../../../server/src/core/text/lines.js';

test('the line end is the one that most lines have, CRLF when there is none', () => {
  assert.equal(lineEndingOf(''), '\r\n');
  assert.equal(lineEndingOf('a\nb\r\nc\n'), '\n');
  assert.equal(lineEndingOf('a\r\nb\nc\r\n'), '\r\n');
  assert.equal(lineEndingOf('a\rb'), '\r');
});

test('indentation is what is before the first thing on a line', () => {
  const text = '\ufeff <a>\r\n \t<b/><c/>\n</a>';
  assert.equal(indentationBefore(text, 2), ' ');
  assert.equal(indentationBefore(text, text.indexOf('<b')), ' \t');
  assert.equal(indentationBefore(text, text.indexOf('<c')), null);
  assert.equal(indentationBefore(text, text.indexOf('</a')), '');
  assert.equal(indentationBefore('<a/>', 0), '');
});

test('a line ends after blanks alone', () => {
  assert.equal(lineEndAfter('a \t\r\nb', 1), 5);
  assert.equal(lineEndAfter('a\nb', 1), 2);
  assert.equal(lineEndAfter('a\rb', 1), 2);
  assert.equal(lineEndAfter('a b', 1), -1);
  assert.equal(lineEndAfter('a  ', 1), 3);
});

test('lines are spanned where a line end is between', () => {
  assert.ok(spansLines('a\nb', 0, 3));
  assert.ok(spansLines('a\rb', 1, 2));
  assert.ok(!spansLines('a\nb', 0, 1));
  assert.ok(!spansLines('a\nb', 2, 3));
});
