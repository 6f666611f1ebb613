// The tolerant JSON reader: the same values as JSON.parse, with places, and total on anything else.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseJson, type JsonValue } from '../../../server/src/core/text/json.js';

function plain(value: JsonValue): unknown {
  switch (value.kind) {
    case 'object': {
      const result: Record<string, unknown> = {};
      for (const { name, value: member } of value.members) {
        Object.defineProperty(result, name, { value: plain(member), enumerable: true, configurable: true });
      }
      return result;
    }
    case 'array':
      return value.items.map(plain);
    case 'null':
      return null;
    case 'string':
    case 'number':
    case 'boolean':
      return value.value;
  }
}

function everyRange(value: JsonValue, visit: (start: number, end: number) => void): void {
  visit(value.range.start, value.range.end);
  if (value.kind === 'array') for (const item of value.items) everyRange(item, visit);
  if (value.kind === 'object') {
    for (const member of value.members) {
      visit(member.nameRange.start, member.nameRange.end);
      everyRange(member.value, visit);
    }
  }
}

describe('parseJson', () => {
  test('reads what JSON.parse reads, and every range holds the value', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), null, indent);
        const { value, problems } = parseJson(written);
        assert.deepEqual(problems, []);
        assert.deepEqual(plain(value!), plain(parseJson(JSON.stringify(JSON.parse(written))).value!));
        assert.equal(JSON.stringify(plain(value!)), JSON.stringify(JSON.parse(written)));
        assert.equal(written.slice(value!.range.start, value!.range.end), written);
      }),
    );
  });

  test('allows comments, a last comma and a byte order mark', () => {
    const { value, problems } = parseJson('\uFEFF{ // why\n "a": [1, 2,], /* and */ "b": null, }');
    assert.deepEqual(problems, []);
    assert.deepEqual(plain(value!), { a: [1, 2], b: null });
  });

  for (const [text, message] of [
    ['', 'The value is missing.'],
    ['{"a": Ssl}', "'Ssl' is not a JSON value; put text in double quotes."],
    ['{"a" 1}', "A ':' is missing after the name."],
    ['{a: 1}', 'A name in double quotes is expected here.'],
    ['{"a": 1 "b": 2}', "A ',' is missing before this."],
    ['{"a": 1', "The object is not closed with '}'."],
    ['[1', "The list is not closed with ']'."],
    ['{"a": "C:\\Windows"}', 'Write a backslash as \\\\ in JSON.'],
    ['{"a": "x', 'The closing quote is missing.'],
    ['{} {}', 'Nothing is allowed after the value.'],
    ['/* open', 'The comment is not closed.'],
    ['['.repeat(5000), 'The values are nested too deeply.'],
  ] as const) {
    test(`names the mistake in ${text.slice(0, 20)}`, () => {
      assert.equal(parseJson(text).problems[0]?.message, message);
    });
  }

  test('keeps what follows a mistake', () => {
    const { value } = parseJson('{"a": , "b": 2, "c": "x');
    assert.deepEqual(plain(value!), { b: 2, c: 'x' });
  });

  test('is total: any text, ranges inside it, and no problem where JSON.parse has none', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      'true',
      'nul',
      ' ',
      '\n',
      '"',
      '\\',
      '-',
      '//',
      '/*',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const { value, problems } = parseJson(text);
          const inside = (start: number, end: number): void => {
            assert.ok(start >= 0 && start <= end && end <= text.length, `${start}..${end} of ${text.length}`);
          };
          if (value) everyRange(value, inside);
          for (const { range } of problems) inside(range.start, range.end);
          let parsed = true;
          try {
            JSON.parse(text);
          } catch {
            parsed = false;
          }
          if (parsed) assert.deepEqual(problems, []);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
