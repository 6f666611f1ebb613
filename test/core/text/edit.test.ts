// Edits of one text, applied together.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits, sortEdits, type TextEdit } from '../../../server/src/core/text/edit.js';
import { contains, touches, type Range } from '../../../server/src/core/text/range.js';

const range = (start: number, end: number): Range => ({ start, end });
const edit = (start: number, end: number, newText: string): TextEdit => ({ range: { start, end }, newText });

test('edits speak of the text before all of them, in any order', () => {
  assert.equal(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 2, ''), edit(3, 3, '-')]), 'c-dEf');
  assert.equal(applyEdits('abc', []), 'abc');
});

test('insertions at one place keep their order, and come before what is replaced there', () => {
  assert.equal(applyEdits('abc', [edit(1, 2, 'B'), edit(1, 1, 'x'), edit(1, 1, 'y')]), 'axyBc');
  assert.equal(applyEdits('abc', [edit(1, 1, 'x'), edit(0, 1, 'A')]), 'Axbc');
});

test('edits that overlap or leave the text are refused', () => {
  assert.equal(sortEdits([edit(0, 2, ''), edit(1, 3, '')]), null);
  assert.notEqual(sortEdits([edit(0, 2, ''), edit(2, 3, '')]), null);
  assert.throws(() => applyEdits('abc', [edit(0, 2, ''), edit(1, 3, '')]));
  assert.throws(() => applyEdits('abc', [edit(2, 4, '')]));
  assert.throws(() => applyEdits('abc', [edit(-1, 0, '')]));
});

test('edits applied one after the other from the end give the same text', () => {
  const edits = fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 10 }).map((places) => {
    const sorted = places.sort((a, b) => a - b);
    return sorted
      .slice(0, sorted.length & ~1)
      .flatMap((start, i) => (i % 2 === 0 ? [edit(start, sorted[i + 1]!, `<${i}>`)] : []));
  });
  fc.assert(
    fc.property(edits, (list) => {
      const text = 'abcdefghijklmnopqrstu';
      const one = list.reduceRight(
        (done, { range: { start, end }, newText }) => done.slice(0, start) + newText + done.slice(end),
        text,
      );
      assert.equal(applyEdits(text, [...list].reverse()), one);
    }),
  );
});

test('ranges touch at their edges and contain themselves', () => {
  assert.ok(touches(range(0, 2), range(2, 3)) && touches(range(2, 3), range(0, 2)));
  assert.ok(touches(range(1, 1), range(0, 3)));
  assert.ok(!touches(range(0, 2), range(3, 4)));
  assert.ok(contains(range(0, 2), range(0, 2)) && contains(range(0, 2), range(2, 2)));
  assert.ok(!contains(range(0, 2), range(1, 3)));
});
