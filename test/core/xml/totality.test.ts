// Parsing is total: any text gives a tree with ranges inside the text, however hostile, and linear work.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import { descendantElements, spotAt } from '../../../server/src/core/xml/walk.js';
import { checkDocument } from './support.js';

test('any text gives a tree that passes the checks', () => {
  const pieces = fc.constantFrom(
    '<',
    '>',
    '/',
    '</',
    '/>',
    '<a',
    '</a>',
    '<a>',
    '"',
    "'",
    '=',
    '&',
    ';',
    '#',
    'x',
    ' ',
    '\n',
    '\r',
    '\t',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?',
    '?>',
    '<?xml ',
    '<!DOCTYPE',
    '[',
    ']',
    '\0',
    '\ud800',
    '\u{10400}',
    '\ufeff',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      checkDocument(parseXml(text));
    }),
    { numRuns: 3000 },
  );
});

test('any bytes read as Latin-1 give a tree', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      checkDocument(parseXml(String.fromCharCode(...bytes)));
    }),
    { numRuns: 2000 },
  );
});

// A quadratic parser needs minutes for these: that the test ends is what it shows.
const MANY = 50_000;
const DEEP = 100_000;
const hostile: Record<string, string> = {
  'nested elements': '<a>'.repeat(DEEP) + '</a>'.repeat(DEEP),
  'nested elements without end tags': '<a>'.repeat(MANY),
  'nested elements without end tags, one per line': '<a>\n'.repeat(MANY),
  'nested elements, deeper and deeper on lines of their own':
    Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}<a${i % 3}>\n`).join('') + '</a0>',
  'end tags that match nothing': '<a>'.repeat(MANY / 2) + '</b>'.repeat(MANY / 2),
  'end tags that close two': '<a><b>'.repeat(MANY / 2) + '</a>'.repeat(MANY / 2),
  'end tags of other names in turn': '<a><b>'.repeat(MANY / 2) + '</a></c>'.repeat(MANY / 2),
  'stray end tags after one long line': `<c/>${' <x/>'.repeat(MANY)}<a>\n${'.</b>\n'.repeat(MANY)}`,
  'start tags without end': '<a '.repeat(MANY),
  'start tags without end and with an outer element': `<r>${'<a '.repeat(MANY)}</r>`,
  'start tags without end around end tags': '<r>' + '<a <b>'.repeat(MANY / 2) + '</r>',
  'bare start tags where end tags are meant': '<r>' + '<a x="1"><a>'.repeat(MANY / 2) + '</r>',
  '<': '<'.repeat(1_000_000),
  '</': '</'.repeat(MANY),
  '<!': '<!'.repeat(MANY),
  '<?': '<?'.repeat(MANY),
  '<?x': '<?x '.repeat(MANY),
  '&': '<a>' + '&'.repeat(1_000_000),
  '&x': '<a>' + '&x'.repeat(MANY),
  '&#': `<a b="${'&#1'.repeat(MANY)}"/>`,
  quotes: '"'.repeat(1_000_000),
  'quotes in a tag': `<a ${'"'.repeat(MANY)}`,
  attributes: `<a ${Array.from({ length: MANY }, (_, i) => `b${i}="1"`).join(' ')}/>`,
  'the same attribute': `<a ${'b="1" '.repeat(MANY)}/>`,
  'duplicates of late attributes': `<a ${Array.from({ length: MANY }, (_, i) => `b${i % 5000}="1"`).join(' ')}/>`,
  'attributes without a value': `<a ${'b '.repeat(MANY)}/>`,
  'attributes without quotes': `<a ${'b=c '.repeat(MANY)}/>`,
  'attributes without quotes on lines': `<a ${'b=c d\n'.repeat(MANY)}/>`,
  'values that never end': '<a b="'.repeat(MANY),
  'values that never end, in other quotes': `<a b='`.repeat(MANY) + '<a b="'.repeat(MANY),
  'values that never end, alternating': `<a b='<a c="`.repeat(MANY),
  'values that run into the next': `<a ${'b="1 '.repeat(MANY)}`,
  'values that run into the next line': `<a ${`b="1\n c='2\n`.repeat(MANY)}`,
  'one value with many <': `<a b="${'<'.repeat(MANY)}" c="1"/>`,
  'comments that never end': '<!--'.repeat(MANY),
  'comments that never end, on lines': '<!-- x\n'.repeat(MANY),
  'one comment with many hyphens': `<a><!--${'-'.repeat(1_000_000)}--></a>`,
  'one comment with many comments': `<a><!--${'<!-- '.repeat(MANY)}--></a>`,
  'CDATA sections that never end': `<a>${'<![CDATA['.repeat(MANY)}`,
  brackets: `<a>${']'.repeat(1_000_000)}>`,
  'document types': '<!DOCTYPE a ['.repeat(MANY),
  'quotes in a document type': `<!DOCTYPE a ${'"'.repeat(1_000_001)}`,
  'comments in a document type': `<!DOCTYPE a [${'<!--'.repeat(MANY)}`,
  roots: '<a/>'.repeat(MANY),
  'text outside the root': 'x<a/>'.repeat(MANY),
  'characters that are not allowed': '\0'.repeat(1_000_000),
  'characters that are not allowed, apart': '<a>' + '\0 '.repeat(MANY),
  'white space': ' '.repeat(1_000_000),
  'white space before stray end tags': `<a>\n${' '.repeat(200_000)}${'</b>'.repeat(20_000)}`,
  'a name of a megabyte': `<${'a'.repeat(1_000_000)}>`,
  'a declaration with much in it': `<?xml ${'a="1" '.repeat(MANY)}?><a/>`,
  'a declaration of white space': `<?xml ${' '.repeat(1_000_000)}`,
};

for (const [name, text] of Object.entries(hostile)) {
  test(`hostile text: ${name}`, () => {
    checkDocument(parseXml(text));
  });
}

test('100 000 levels are walked without recursion', () => {
  const document = parseXml(hostile['nested elements']!);
  const elements = [...descendantElements(document)];
  assert.equal(elements.length, DEEP);
  assert.equal(spotAt(document, 3 * DEEP).element, elements.at(-1));
});

test('a billion laughs are not told: entities of a DOCTYPE stay as they are written', () => {
  const text = '<!DOCTYPE a [<!ENTITY l "ha"><!ENTITY m "&l;&l;">]><a b="&m;">&m;</a>';
  const { root, errors } = parseXml(text);
  assert.equal(root!.attributes[0]!.value, '&m;');
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['doctype', 'undefined-entity', 'undefined-entity'],
  );
});
