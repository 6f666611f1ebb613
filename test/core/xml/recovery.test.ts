// Tags that do not match: which one is blamed, and what the rest of the file is taken to be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import { checkDocument, errorsOf, outline } from './support.js';

/** A name, the text, its tree, and its errors as `code:what is at the range`. */
const cases: readonly (readonly [string, string, string, ...string[]])[] = [
  ['an end tag is missing', '<r>\n  <a>\n</r>', 'r(a)', 'unclosed-element:a'],
  ['several are missing', '<r><a><b></r>', 'r(a(b))', 'unclosed-element:a', 'unclosed-element:b'],
  ['all are missing', '<r><a><b>', 'r(a(b))', 'unclosed-element:r', 'unclosed-element:a', 'unclosed-element:b'],
  ['an end tag too many', '<r></a></r>', 'r', 'stray-end-tag:</a>'],
  ['an end tag after the root', '<r></r></r>', 'r', 'stray-end-tag:</r>'],
  ['an end tag before the root', '</a><r/>', 'r', 'stray-end-tag:</a>'],
  [
    'the start tag is misspelt',
    '<r>\n  <acess>\n  </access>\n  <b/>\n</r>',
    'r(acess b)',
    'mismatched-end-tag:</access>',
  ],
  [
    'the end tag is misspelt',
    '<r>\n  <access>\n  </acess>\n  <b/>\n</r>',
    'r(access b)',
    'mismatched-end-tag:</acess>',
  ],
  ['the case differs', '<r><a></A><b/></r>', 'r(a b)', 'mismatched-end-tag:</A>'],
  [
    'the end tag of the parent is written twice',
    '<r>\n  <s>\n    <t>\n    </s>\n  </s>\n  <u/>\n</r>',
    'r(s(t) u)',
    'mismatched-end-tag:</s>',
  ],
  [
    'a start tag is written for an end tag',
    '<c>\n  <g n="1">\n    <s/>\n  <g>\n\n  <g n="2">\n    <s/>\n  </g>\n</c>\n',
    'c(g[n=1](s) g[n=2](s))',
    'start-tag-for-end-tag:<g>',
  ],
  [
    'a start tag is written for the end tag of an inner element',
    '<c>\n  <g n="1">\n    <g n="2">\n      <s/>\n    <g>\n    <s2/>\n  </g>\n  <h/>\n</c>\n',
    'c(g[n=1](g[n=2](s) s2) h)',
    'start-tag-for-end-tag:<g>',
  ],
  ['the root ends with a start tag', '<c>\n<a/>\n<c>\n', 'c(a)', 'start-tag-for-end-tag:<c>'],
  [
    'a bare start tag that has its own end tag stays one',
    '<c><g n="1"><g><s/></g></c>',
    'c(g[n=1](g(s)))',
    'unclosed-element:g',
  ],
  [
    'an inner element of the same name lacks its end tag',
    '<c>\n  <g n="1">\n    <g n="2">\n      <g n="3">\n        <s/>\n    </g>\n    <s2/>\n  </g>\n  <g n="4"/>\n</c>',
    'c(g[n=1](g[n=2](g[n=3](s)) s2) g[n=4])',
    'unclosed-element:g',
  ],
  [
    'a sibling starts where the end tag is missing',
    '<c>\n  <l p="1">\n    <s/>\n  <l p="2">\n    <s/>\n  </l>\n</c>',
    'c(l[p=1](s) l[p=2](s))',
    'unclosed-element:l',
  ],
  [
    'an element of another name starts where the end tag is missing',
    '<c>\n  <l p="1">\n    <s/>\n  <m/>\n</c>',
    'c(l[p=1](s) m)',
    'unclosed-element:l',
  ],
  [
    'without indentation the contents stay inside',
    '<c>\n<l p="1">\n<s>\n</s>\n<l p="2">\n<s/>\n</l>\n</c>',
    'c(l[p=1](s l[p=2](s)))',
    'unclosed-element:l',
  ],
  [
    'an unfinished start tag takes nothing in',
    '<c>\n  <l p="1"\n  <l p="2">\n    <s/>\n  </l>\n</c>',
    'c(l[p=1] l[p=2](s))',
    'unclosed-start-tag:<l p="1"',
  ],
  [
    'unfinished start tags in a row take nothing in',
    '<c><a <b <d><e/></d></c>',
    'c(a b d(e))',
    'unclosed-start-tag:<a',
    'unclosed-start-tag:<b',
  ],
  ['an unfinished root takes nothing in', '<a <b><c/></b>', 'a b(c)', 'unclosed-start-tag:<a'],
  [
    'an unclosed element inside an unfinished one keeps its contents',
    '<c><a <b><d/></c>',
    'c(a b(d))',
    'unclosed-start-tag:<a',
    'unclosed-element:b',
  ],
  [
    'an end tag too many inside elements of its name',
    '<r>\n  <g n="1">\n    <g n="2">\n    </g>\n    </g>\n    <s/>\n  </g>\n  <h/>\n</r>',
    'r(g[n=1](g[n=2] s) h)',
    'stray-end-tag:</g>',
  ],
];

for (const [name, text, tree, ...errors] of cases) {
  for (const [kind, variant] of [
    ['', text],
    [' (CRLF)', text.replaceAll('\n', '\r\n')],
    [' (tabs)', text.replaceAll('  ', '\t')],
  ] as const) {
    test(name + kind, () => {
      const document = parseXml(variant);
      checkDocument(document);
      assert.equal(outline(document.nodes), tree);
      assert.deepEqual(errorsOf(document), errors);
    });
  }
}

test('an element that is closed by another one ends with its last content', () => {
  const text = '<r>\n  <a>\n    <b/>\n\n</r>';
  const a = parseXml(text).root!.children[0]!;
  assert.equal(text.slice(a.range.start, a.range.end), '<a>\n    <b/>');
});

test('the start tag that stands for an end tag is the end tag of its element', () => {
  const text = '<c><g n="1"><s/><g></c>';
  const [group] = parseXml(text).root!.children;
  assert.ok(group?.kind === 'element');
  assert.equal(text.slice(group.endTag!.start, group.endTag!.end), '<g>');
});

test('an error shows the other tag that belongs to it', () => {
  const related = (text: string) =>
    parseXml(text).errors.map(
      ({ related }) => related && [text.slice(related.range.start, related.range.end), related.message],
    );
  assert.deepEqual(related('<r>\n<a>\n</r>'), [['</r', 'The end tag is missing before this tag.']]);
  assert.deepEqual(related('<r><l n="1"/><l><l n="2"></r>'), [
    ['</r', 'The end tag is missing before this tag.'],
    ['</r', 'The end tag is missing before this tag.'],
  ]);
  assert.deepEqual(related('<r><a>'), [undefined, undefined]);
  assert.deepEqual(related('<r><a></b></r>'), [['a', '<a> starts here.']]);
  assert.deepEqual(related('<r></a></r>'), [['r', '<r> starts here.']]);
  assert.deepEqual(related('<r/></a>'), [undefined]);
  assert.deepEqual(related('<r><g n="1"><g></r>'), [['g', '<g> starts here.']]);
  assert.deepEqual(related('<r/><s/>'), [['r', 'This is the root element.']]);
  assert.deepEqual(related('<r a="1" a="2"/>'), [['a="1"', 'It is first set here.']]);
  assert.deepEqual(related('<r><!-- <!-- x --></r>'), [['<!--', 'The comment starts here.']]);
});
