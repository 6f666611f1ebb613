// The notation of the built-in tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSection, sectionTexts } from '../../../../server/src/core/iis/schema/notation.js';

const table = String.raw`
first
 a: bool = true
group/second
 path: string = "%SystemDrive%\inetpub\x y" required key expanded nonEmptyString
 <inner> open
  mode: enum = Off {Off=0, On=7} combined
 collection add=item remove=drop clear default=itemDefaults duplicates prepend open
  n: int64 = -1 range(-1,999)
  t: timeSpan infinite seconds(0,65535,5)
  m: uint range(0,1023,exclude) caseSensitive encrypted required key
 <itemDefaults> defaults
`;

test('a table is split into its sections', () => {
  assert.deepEqual(
    sectionTexts(table).map(([path]) => path),
    ['first', 'group/second'],
  );
});

test('attributes, elements and collections are read', () => {
  const section = parseSection(...sectionTexts(table)[1]!);
  assert.equal(section.name, 'second');
  assert.deepEqual(section.attributes.get('path'), {
    name: 'path',
    type: 'string',
    defaultValue: String.raw`%SystemDrive%\inetpub\x y`,
    required: true,
    isUniqueKey: true,
    isCombinedKey: false,
    caseSensitive: false,
    encrypted: false,
    expanded: true,
    allowInfinite: false,
    names: [],
    validation: { kind: 'nonEmptyString' },
  });
  const inner = section.elements.get('inner')!;
  assert.equal(inner.allowUnrecognizedAttributes, true);
  assert.deepEqual(inner.attributes.get('mode')?.names, [
    { name: 'Off', value: 0 },
    { name: 'On', value: 7 },
  ]);
  assert.equal(inner.attributes.get('mode')?.isCombinedKey, true);
  const { entry, ...directives } = section.collection!;
  assert.deepEqual(directives, {
    addElements: ['item'],
    removeElement: 'drop',
    clearElement: 'clear',
    defaultElement: 'itemDefaults',
    allowDuplicates: true,
    mergeAppend: false,
    allowUnrecognizedAttributes: true,
  });
  assert.deepEqual(entry.attributes.get('n')?.validation, { kind: 'integerRange', min: -1, max: 999, exclude: false });
  assert.equal(entry.attributes.get('t')?.allowInfinite, true);
  assert.deepEqual(entry.attributes.get('t')?.validation, {
    kind: 'timeSpanRange',
    min: 0,
    max: 65535,
    granularity: 5,
    exclude: false,
  });
  assert.deepEqual(entry.attributes.get('m')?.validation, { kind: 'integerRange', min: 0, max: 1023, exclude: true });
  const defaults = section.elements.get('itemDefaults')!.attributes.get('m')!;
  assert.deepEqual([defaults.required, defaults.isUniqueKey, defaults.encrypted], [false, false, true]);
});

for (const [what, body] of [
  ['an unknown type', ' a: boolean'],
  ['an unknown qualifier', ' a: bool sometimes'],
  ['two validations', ' a: string nonEmptyString siteName'],
  ['a name without number', ' a: enum {On}'],
  ['a collection without add', ' collection clear'],
  ['an unknown directive', ' collection add subtract'],
  ['a line too deep', ' a: bool\n  b: bool'],
  ['defaults of nothing', ' <xDefaults> defaults'],
  ['prose', ' hello world'],
] as const) {
  test(`${what} is a mistake in a table and throws`, () => {
    assert.throws(() => parseSection('x', body));
  });
}
