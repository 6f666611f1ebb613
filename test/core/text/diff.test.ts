// Unified diffs: what `git apply` and `patch` make of them is the text after.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { lineEdits, unifiedDiff } from '../../../server/src/core/text/diff.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';

function inTemporaryFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'diff-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The text that `git apply` makes of `before`. */
function applied(name: string, before: string, diff: string): string {
  return inTemporaryFolder((folder) => {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), before);
    execFileSync('git', ['-c', 'core.autocrlf=false', 'apply', '--unidiff-zero', '-'], { cwd: folder, input: diff });
    return readFileSync(path.join(folder, name), 'utf8');
  });
}

/** Applies a diff as its format says, so that thousands of cases need no process. */
function applyByHand(before: string, diff: string): string {
  const lines = before === '' ? [] : before.match(/[^\n]*\n|[^\n]+$/g)!;
  const body = diff.match(/[^\n]*\n|[^\n]+$/g)?.slice(2) ?? [];
  let result = '';
  let at = 0;
  for (let i = 0; i < body.length; i++) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(body[i]!);
    if (head) {
      const count = head[2] === undefined ? 1 : Number(head[2]);
      const start = count === 0 ? Number(head[1]) : Number(head[1]) - 1;
      while (at < start) result += lines[at++]!;
      continue;
    }
    if (body[i]!.startsWith('\\')) continue;
    const bare = body[i + 1]?.startsWith('\\') === true ? body[i]!.slice(1, -1) : body[i]!.slice(1);
    if (body[i]!.startsWith('+')) result += bare;
    else {
      assert.equal(lines[at], bare);
      at++;
      if (body[i]!.startsWith(' ')) result += bare;
    }
  }
  return result + lines.slice(at).join('');
}

describe('unifiedDiff', () => {
  test('says nothing about equal texts', () => {
    assert.equal(unifiedDiff('a.config', 'x\n', 'x\n'), '');
  });

  test('writes header, hunk and context', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\n';
    assert.equal(
      unifiedDiff('web.config', before, before.replace('e\n', 'E\n')),
      '--- a/web.config\n+++ b/web.config\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
    );
  });

  test('marks a missing final newline on either side', () => {
    assert.match(unifiedDiff('x', 'a\nb', 'a\nc\n'), /-b\n\\ No newline at end of file\n\+c\n$/);
    assert.match(unifiedDiff('x', 'a\nb\n', 'a\nc'), /-b\n\+c\n\\ No newline at end of file\n$/);
  });

  for (const [what, name, before, after] of [
    ['CRLF', 'web.config', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n'],
    ['mixed line ends', 'web.config', 'a\nb\r\nc\n', 'a\r\nb\r\nd'],
    ['a name with a space', 'Default Web Site/web.config', 'a\n', 'b\n'],
    ['a name with a quote', 'it"s/web.config', 'a\n', 'b\n'],
    ['a name that is not ASCII', 'straße/web.config', 'a\n', 'b\n'],
    ['an empty text before', 'web.config', '', 'b\nc'],
    ['an empty text after', 'web.config', 'b\nc', ''],
    ['a removed final newline', 'web.config', 'a\nb\n', 'a\nb'],
    ['many hunks', 'web.config', numbers(200), numbers(200).replaceAll('3\n', 'three\n')],
  ] as const) {
    test(`git apply takes it with ${what}`, () => {
      assert.equal(applied(name, before, unifiedDiff(name, before, after)), after);
    });
  }

  test('patch takes it', (context) => {
    if (spawnSync('patch', ['--version']).status !== 0) {
      context.skip('patch is not installed');
      return;
    }
    inTemporaryFolder((folder) => {
      const before = numbers(50).replaceAll('\n', '\r\n');
      const after = before.replace('17\r\n', '').replace('40\r\n', '40\r\nforty\r\n').replace(/\r\n$/, '');
      writeFileSync(path.join(folder, 'web.config'), before);
      execFileSync('patch', ['-p1', '--binary'], { cwd: folder, input: unifiedDiff('web.config', before, after) });
      assert.equal(readFileSync(path.join(folder, 'web.config'), 'utf8'), after);
    });
  });

  test('any two texts', () => {
    const line = fc.constantFrom('', 'a', 'b', 'c', 'a\r', '\\', '-', '+', ' ');
    const text = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
      .map(([lines, end]) => lines.join('\n') + (end ? '\n' : ''));
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 4 }), (before, after, context) => {
        assert.equal(applyByHand(before, unifiedDiff('f', before, after, context)), after);
      }),
      { numRuns: 3000 },
    );
  });

  test('the shortest script: one changed line is one line out and one in', () => {
    const before = numbers(5000);
    const diff = unifiedDiff('f', before, before.replace('\n2500\n', '\n2500 and a half\n'));
    assert.equal(diff.match(/^[-+](?![-+])/gm)!.length, 2);
  });

  test('texts with nothing in common, too long for the shortest script', () => {
    const before = numbers(9000);
    const after = before.replace(/\n/g, '!\n');
    assert.equal(applyByHand(before, unifiedDiff('f', before, after)), after);
  });
});

function numbers(count: number): string {
  return Array.from({ length: count }, (_, index) => `${index + 1}\n`).join('');
}

test('line edits turn any text into any other, and are none for equal texts', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c\r', '', 'x y'), { maxLength: 12 }).map((all) => all.join('\n'));
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const edits = lineEdits(before, after);
      assert.equal(applyEdits(before, edits), after);
      if (before === after) assert.deepEqual(edits, []);
    }),
  );
});
