// The beginning and the end that two versions of a text share, however long they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { TextChange } from '../../../server/src/core/text/text-change.js';

/** How many of at most so many characters are the same, one after the other, from the start or from the end. */
function shared(before: string, now: string, most: number, sign: 1 | -1): number {
  const first = sign === 1 ? 0 : -1;
  let count = 0;
  while (count < most && before.at(first + sign * count) === now.at(first + sign * count)) count++;
  return count;
}

test('the shared beginning and end are those that a comparison of single characters finds', () => {
  // Texts are compared in pieces of 4096 characters.
  const length = fc.oneof(fc.nat(10_000), fc.constantFrom(4095, 4096, 4097, 8191, 8192, 8193));
  const long = length.map((count) => 'a'.repeat(count));
  const short = fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b') });
  fc.assert(
    fc.property(long, short, short, long, (head, old, own, tail) => {
      const [before, now] = [head + old + tail, head + own + tail];
      const shorter = Math.min(before.length, now.length);
      const start = shared(before, now, shorter, 1);
      const end = shared(before, now, shorter - start, -1);
      const change = new TextChange(before, now);
      assert.equal(change.before(0, start), 0);
      if (start < now.length && now.length - end > start) assert.equal(change.before(0, start + 1), -1);
      const whole = now.length <= start;
      assert.equal(change.before(now.length - end, now.length), (whole ? now : before).length - end);
      if (end < now.length && now.length - end - 1 >= start)
        assert.equal(change.before(now.length - end - 1, now.length), -1);
    }),
    { numRuns: 200 },
  );
});
