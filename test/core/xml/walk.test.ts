// The ways through the tree: order, the way up, and what a place in the text belongs to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import { descendantElements, descendants, spotAt, type XmlSpot } from '../../../server/src/core/xml/walk.js';
import { mutate, Random, wellFormed } from './mutate.js';

test('nodes come in document order', () => {
  const document = parseXml('<?p?><a><b><c/>t</b><!--x--><d/></a><!--y-->');
  const kinds = [...descendants(document)].map((node) => (node.kind === 'element' ? node.name : node.kind));
  assert.deepEqual(kinds, ['instruction', 'a', 'b', 'c', 'text', 'comment', 'd', 'comment']);
  const b = document.root!.children[0]!;
  assert.ok(b.kind === 'element');
  assert.deepEqual(
    [...descendantElements(b)].map(({ name }) => name),
    ['c'],
  );
});

function describe({ part, element, attribute }: XmlSpot): string {
  return [part, element?.name ?? '-', ...(attribute ? [attribute.name] : [])].join(' ');
}

/** The text holds carets as `|`; the spots at them are given in order. */
function spots(marked: string): string[] {
  const offsets: number[] = [];
  for (let at = marked.indexOf('|'); at !== -1; at = marked.indexOf('|', at + 1)) offsets.push(at - offsets.length);
  const document = parseXml(marked.replaceAll('|', ''));
  return offsets.map((offset) => describe(spotAt(document, offset)));
}

test('a caret is in the part that would be typed on there', () => {
  assert.deepEqual(spots('|<|a|b| |x|y|=|"|1|2|"| |>| |<c/>|t|x|</|ab|>|'), [
    'content -',
    'name ab',
    'name ab',
    'name ab',
    'attributeName ab xy',
    'attributeName ab xy',
    'attributeName ab xy',
    'startTag ab',
    'attributeValue ab xy',
    'attributeValue ab xy',
    'attributeValue ab xy',
    'startTag ab',
    'startTag ab',
    'content ab',
    'content ab',
    'content ab',
    'content ab',
    'content ab',
    'endTag ab',
    'endTag ab',
    'content -',
  ]);
  assert.deepEqual(spots('<a x="|"|/|>|'), ['attributeValue a x', 'startTag a', 'startTag a', 'content -']);
  assert.deepEqual(spots("<a x='1' | y = | '2'/>"), ['startTag a', 'startTag a']);
  assert.deepEqual(spots('<a><!|-- | -->|<![CDATA[|]]>|<?p| ?>|</a>'), [
    'comment a',
    'comment a',
    'content a',
    'cdata a',
    'content a',
    'instruction a',
    'content a',
  ]);
});

test('while tags are unfinished the caret is where the typing goes on', () => {
  assert.deepEqual(spots('<r>\n  <acc|\n</r>'), ['name acc']);
  assert.deepEqual(spots('<r>\n  <access |\n  <b/>\n</r>'), ['startTag access']);
  assert.deepEqual(spots('<r>\n  <access a="1" |\n  |<b|/>\n</r>'), ['startTag access', 'startTag access', 'name b']);
  assert.deepEqual(spots('<r>\n  <access a="|\n</r>'), ['attributeValue access a']);
  assert.deepEqual(spots('<r>\n  <access a="Ssl, |\n</r>'), ['startTag access']);
  assert.deepEqual(spots('<r>\n  <access a=|\n</r>'), ['attributeValue access a']);
  assert.deepEqual(spots('<r>\n  <security>\n    |\n</r>'), ['content security']);
  assert.deepEqual(spots('<r>\n  <security>\n    <|\n</r>'), ['content security']);
  assert.deepEqual(spots('<r>\n  <security>|'), ['content security']);
  assert.deepEqual(spots('|'), ['content -']);
});

test('every place of any text has a spot whose element holds it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const random = new Random(seed);
      const text = mutate(random, wellFormed(random)).slice(0, 400);
      const document = parseXml(text);
      for (let offset = 0; offset <= text.length; offset++) {
        const { part, element, attribute, node } = spotAt(document, offset);
        if (element !== null) assert.ok(offset > element.range.start);
        if (element?.endTag) assert.ok(offset < element.range.end);
        assert.equal(attribute !== null, part === 'attributeName' || part === 'attributeValue');
        if (attribute !== null) assert.ok(offset >= attribute.range.start && offset <= attribute.range.end);
        if (part === 'comment' || part === 'cdata' || part === 'instruction') assert.equal(node?.kind, part);
      }
    }),
    { numRuns: 500 },
  );
});
