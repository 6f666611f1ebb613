// Offsets to positions and back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LineIndex } from '../../../server/src/core/text/line-index.js';

test('lines end with CRLF, LF or CR', () => {
  const index = new LineIndex('a\r\nbc\n\rd');
  assert.equal(index.lineCount, 4);
  assert.deepEqual(
    [0, 1, 2, 3].map((line) => index.lineText(line)),
    ['a', 'bc', '', 'd'],
  );
  assert.equal(index.lineText(4), '');
  assert.equal(index.lineText(-1), '');
  assert.deepEqual(index.positionAt(4), { line: 1, character: 1 });
  assert.deepEqual(index.rangeAt({ start: 0, end: 8 }), {
    start: { line: 0, character: 0 },
    end: { line: 3, character: 1 },
  });
});

test('what lies outside is clamped: a character after its line means the end of the line', () => {
  const index = new LineIndex('a\r\nbc');
  assert.equal(index.offsetAt({ line: -1, character: 5 }), 0);
  assert.equal(index.offsetAt({ line: 0, character: 9 }), 1);
  assert.equal(index.offsetAt({ line: 1, character: 9 }), 5);
  assert.equal(index.offsetAt({ line: 1, character: -1 }), 3);
  assert.equal(index.offsetAt({ line: 7, character: 0 }), 5);
  assert.deepEqual(index.positionAt(-3), { line: 0, character: 0 });
  assert.deepEqual(index.positionAt(99), { line: 1, character: 2 });
});

test('characters are UTF-16 code units', () => {
  const index = new LineIndex('\u{1f600}x\ny');
  assert.deepEqual(index.positionAt(2), { line: 0, character: 2 });
  assert.equal(index.offsetAt({ line: 0, character: 3 }), 3);
});

test('every offset comes back from its position', () => {
  const texts = fc
    .array(fc.constantFrom('a', 'b', '\r', '\n', '\r\n', '\u{1f600}'), { maxLength: 30 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, (text) => {
      const index = new LineIndex(text);
      for (let offset = 0; offset <= text.length; offset++) {
        // Between CR and LF is not a position of its own: it is the end of the line, before its line end.
        const expected = text[offset - 1] === '\r' && text[offset] === '\n' ? offset - 1 : offset;
        assert.equal(index.offsetAt(index.positionAt(offset)), expected);
      }
      assert.equal(index.lineCount, text.split(/\r\n|\r|\n/).length);
    }),
  );
});
