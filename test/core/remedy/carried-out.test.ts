// Edits are recognised in a text in which they have been carried out, and only there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areApplied } from '../../../server/src/core/remedy/carried-out.js';
import type { TextEdit } from '../../../server/src/core/text/edit.js';
import { applyEdits } from '../../../server/src/core/text/edit.js';

const line = (n: number): string => `<location path="${n}">\n    <access sslFlags="Ssl" />\n</location>\n`;
const before = [1, 2, 3, 4].map(line).join('');

function editOf(n: number, old: string, newText: string): TextEdit {
  const start = before.indexOf(old, before.indexOf(`path="${n}"`));
  return { range: { start, end: start + old.length }, newText };
}

const change = editOf(3, 'Ssl"', 'Ssl, Ssl128"');
const removal = editOf(2, '    <access sslFlags="Ssl" />\n', '');
const insertion = editOf(4, '</location>', '    <handlers />\n</location>');

test('edits that were carried out are recognised, alone and beside others', () => {
  for (const edit of [change, removal, insertion]) {
    assert.ok(areApplied([edit], before, applyEdits(before, [edit])));
    assert.ok(!areApplied([edit], before, before));
  }
  const after = applyEdits(before, [change, removal, insertion]);
  assert.ok(areApplied([change, removal, insertion], before, `<!-- moved -->\n${after}`));
});

test('an edit at a place like another is not taken for that one', () => {
  const after = applyEdits(before, [editOf(1, 'Ssl"', 'Ssl, Ssl128"')]);
  assert.ok(!areApplied([change], before, after));
});

test('one edit of several that is missing counts', () => {
  assert.ok(!areApplied([change, insertion], before, applyEdits(before, [change])));
});

test('a text that has nothing of it is another', () => {
  assert.ok(!areApplied([change], before, ''));
});
