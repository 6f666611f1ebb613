// The source line and its carets: under the exact range, whatever is in the line.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { displayWidth, oneLine, wrap } from '../../../server/src/core/text/display.js';
import { excerpt } from '../../../server/src/core/report/excerpt.js';
import { LineIndex } from '../../../server/src/core/text/line-index.js';

function lines(text: string, at: string, width = 80): string[] {
  const start = text.indexOf(at);
  const shown = excerpt(new LineIndex(text), { start, end: start + at.length }, width);
  assert.ok(shown);
  return [shown.source, shown.carets];
}

describe('excerpt', () => {
  test('with tabs', () => {
    assert.deepEqual(lines('\ta\tbc\td', 'bc'), ['    a   bc  d', '        ^^']);
  });

  test('with wide characters, emoji and combining marks', () => {
    assert.deepEqual(lines('日本 x="1"', 'x'), ['日本 x="1"', '     ^']);
    assert.deepEqual(lines('<a 日本="1"/>', '日本'), ['<a 日本="1"/>', '   ^^^^']);
    assert.deepEqual(lines('🙂 x', 'x'), ['🙂 x', '   ^']);
    assert.deepEqual(lines('e\u0301 x', 'x'), ['e\u0301 x', '  ^']);
  });

  test('with CRLF, and without the line end under the carets', () => {
    assert.deepEqual(lines('a\r\n  b\r\nc', 'b\r\nc'), ['  b', '  ^']);
  });

  test('with control characters, which are shown', () => {
    assert.deepEqual(lines('a\u001b[31m b', 'b'), ['a\\x1b[31m b', '          ^']);
  });

  test('an empty range has one caret, at the end of the line too', () => {
    const index = new LineIndex('abc\nd');
    assert.equal(excerpt(index, { start: 1, end: 1 }, 80)?.carets, ' ^');
    assert.equal(excerpt(index, { start: 3, end: 3 }, 80)?.carets, '   ^');
  });

  test('a range over several lines says to which line it goes', () => {
    const shown = excerpt(new LineIndex('<a>  \n  <b/>\n</a>'), { start: 0, end: 17 }, 80);
    assert.deepEqual([shown?.carets, shown?.through], ['^^^', 3]);
  });

  test('a long line is cut around the range', () => {
    const text = `${'x'.repeat(5000)}TARGET${'y'.repeat(5000)}`;
    const [source, carets] = lines(text, 'TARGET', 60);
    assert.ok(source!.length <= 60);
    assert.match(source!, /^\.\.\.x+TARGETy+\.\.\.$/);
    assert.equal(source!.slice(carets!.indexOf('^'), carets!.length), 'TARGET');
  });

  test('a long line is cut at one end only when the range is at the other', () => {
    assert.match(lines(`TARGET${'y'.repeat(500)}`, 'TARGET', 60)[0]!, /^TARGETy+\.\.\.$/);
    assert.match(lines(`${'x'.repeat(500)}TARGET`, 'TARGET', 60)[0]!, /^\.\.\.x+TARGET$/);
  });

  test('the carets are under what is marked, for any line of plain characters', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'b', '<', '"'), minLength: 1, maxLength: 4000, size: 'max' }),
        fc.nat(3999),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 40, max: 120 }),
        (line, from, length, width) => {
          const start = Math.min(from, line.length - 1);
          const end = Math.min(start + length, line.length);
          const marked = line.slice(start, end);
          const shown = excerpt(new LineIndex(line), { start, end }, width)!;
          assert.equal(shown.source.slice(shown.carets.indexOf('^'), shown.carets.length), marked);
          assert.ok(shown.source.length <= width);
        },
      ),
    );
  });

  test('any range of any text, without a throw and within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat(220), fc.nat(220), (text, start, length) => {
        const shown = excerpt(new LineIndex(text), { start, end: start + length }, 40);
        if (shown) assert.ok(displayWidth(shown.source) <= 42 && shown.carets.length <= 48);
      }),
    );
  });
});

describe('a whole file on one line', () => {
  test('costs as much for all of its findings as for one, since the line is masked once', () => {
    const line = `<a ${'password="x" '.repeat(20_000)}`;
    const index = new LineIndex(line);
    let read = 0;
    const counting = new Proxy(index, {
      get: (target, name: 'lineText' | 'positionAt') => {
        if (name === 'lineText') read += 1;
        return target[name].bind(target);
      },
    });
    for (let start = 0; start < line.length; start += 1000) {
      const shown = excerpt(counting, { start, end: start + 5 }, 80)!;
      assert.ok(shown.source.length <= 80 && !shown.source.includes('"x"'), shown.source);
    }
    assert.equal(read, 1);
  });

  test('is cut between characters, with an ellipsis on each side', () => {
    const line = `${'🙂'.repeat(3000)}TARGET${'🙂'.repeat(3000)}`;
    for (const width of [40, 41, 42, 43]) {
      const [source, carets] = lines(line, 'TARGET', width);
      assert.match(source!, /^\.\.\.🙂+TARGET🙂+\.\.\.$/u);
      assert.equal(displayWidth(source!.slice(0, source!.indexOf('T'))), carets!.indexOf('^'));
    }
  });
});

describe('display', () => {
  test('oneLine keeps every ordinary character', () => {
    assert.equal(oneLine('Größe 日本 🙂\tx\r\ny'), 'Größe 日本 🙂 x  y');
    assert.equal(oneLine('\u202e\u0007\ud800'), '\\u202e\\x07\\ud800');
  });

  test('wrap breaks at spaces and loses nothing', () => {
    assert.deepEqual(wrap('aa bb cc', 5), ['aa bb', 'cc']);
    assert.deepEqual(wrap('aaaaaaaa b', 5), ['aaaaaaaa', 'b']);
    assert.deepEqual(wrap('aa bb', null), ['aa bb']);
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 9 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        (words, width) => {
          assert.equal(wrap(words.join(' '), width).join(' '), words.join(' '));
        },
      ),
    );
  });
});

describe('secrets', () => {
  const secrets = [
    '<virtualDirectory userName="CONTOSO\\web" password="Hunter2!" path="/" />',
    "<identity password='Hunter2!' />",
    '<add connectionString="Server=x;Password=Hunter2!" />',
    '<machineKey validationKey="Hunter2!" decryptionKey="Hunter2!" />',
    '<add key="Smtp.Password" value="Hunter2!" />',
    '<x adminPwd="Hunter2!',
  ];

  for (const line of secrets) {
    test(`are not shown: ${line.replaceAll('Hunter2!', '…')}`, () => {
      const index = new LineIndex(line);
      for (let start = 0; start < line.length; start += 3) {
        const shown = excerpt(index, { start, end: start + 5 }, 200)!;
        assert.doesNotMatch(shown.source, /unter|nter2/);
        assert.ok(shown.carets.length <= shown.source.length + 1);
      }
    });
  }

  test('the range stays on what it marked', () => {
    const line = '<a password="Hunter2!" path="/x" />';
    assert.deepEqual(lines(line, '/x'), ['<a password="********" path="/x" />', `${' '.repeat(29)}^^`]);
    assert.equal(lines(line, 'Hunter2!')[1], `${' '.repeat(13)}${'^'.repeat(8)}`);
  });

  test('what is encrypted or no secret is shown', () => {
    for (const line of [
      '<a password="[enc:AesProvider:x:enc]" />',
      '<a passwordFormat="SHA1" />',
      '<a password="" />',
    ]) {
      assert.equal(excerpt(new LineIndex(line), { start: 0, end: 2 }, 200)!.source, line);
    }
  });
});
