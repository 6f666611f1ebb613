// Folding, selection, tags edited together, highlights, and formatting: from the text alone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { foldingRanges } from '../../../../server/src/core/editor/syntax/folding.js';
import { formatEdits } from '../../../../server/src/core/editor/syntax/format.js';
import { highlights, selectionRanges, tagNames } from '../../../../server/src/core/editor/syntax/selection.js';
import { applyEdits } from '../../../../server/src/core/text/edit.js';
import type { Range } from '../../../../server/src/core/text/range.js';
import { parseXml } from '../../../../server/src/core/xml/parse.js';

const options = { indent: '  ', lineEnd: '\n' } as const;
const format = (text: string): string => applyEdits(text, formatEdits(parseXml(text), options));
const textOf = (text: string, { start, end }: Range): string => text.slice(start, end);

describe('folding', () => {
  test('elements and comments of several lines fold, those of one line do not', () => {
    const text = '<a>\n  <b x="1" />\n  <!-- one\n  two -->\n  <c>\n  </c>\n</a>';
    assert.deepEqual(
      foldingRanges(parseXml(text)).map(({ range, kind }) => [kind, textOf(text, range).slice(0, 4)]),
      [
        ['element', '<a>\n'],
        ['comment', '<!--'],
        ['element', '<c>\n'],
      ],
    );
  });
});

describe('selection', () => {
  test('grows from the value to the attribute, the tag, the element, its parent, the document', () => {
    const text = '<a>\n<b x="one two"></b>\n</a>\n';
    const ranges = selectionRanges(parseXml(text), text.indexOf('two'));
    assert.deepEqual(
      ranges.map((range) => textOf(text, range)),
      [
        'one two',
        'x="one two"',
        '<b x="one two">',
        '<b x="one two"></b>',
        '\n<b x="one two"></b>\n',
        '<a>\n<b x="one two"></b>\n</a>',
        text,
      ],
    );
  });

  test('every range lies inside the next, at every offset of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '/', 'a', ' ', '"', '=', '!', '-', '\n') }), (text) => {
        const document = parseXml(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const ranges = selectionRanges(document, offset);
          for (const [index, range] of ranges.entries()) {
            const next = ranges[index + 1];
            assert.ok(range.start <= offset && offset <= range.end);
            assert.ok(!next || (next.start <= range.start && range.end <= next.end));
          }
        }
      }),
    );
  });
});

describe('tags', () => {
  test('both names of a tag are edited together, from either of them', () => {
    const text = '<add><add></add></add>';
    const inner = [
      { start: 6, end: 9 },
      { start: 12, end: 15 },
    ];
    assert.deepEqual(tagNames(parseXml(text), 7), inner);
    assert.deepEqual(tagNames(parseXml(text), 13), inner);
    assert.equal(tagNames(parseXml('<a/>'), 1), null);
    assert.equal(tagNames(parseXml('<a x="1"></a>'), 5), null);
  });

  test('equal values of the same attribute are highlighted, and both names of a tag', () => {
    const text = '<a><b n="x"/><c n="x"/><d m="x"/></a>';
    assert.equal(highlights(parseXml(text), text.indexOf('"x"') + 1).length, 2);
    assert.equal(highlights(parseXml(text), 1).length, 2);
  });
});

describe('formatting', () => {
  test('gives every element a line, indented by its depth, and keeps comments, quotes and blank lines', () => {
    const text = `<?xml version="1.0"?>
<configuration><!-- stays
as it is -->
      <location path='Default Web Site'><system.webServer/>


  </location>
</configuration>`;
    assert.equal(
      format(text),
      `<?xml version="1.0"?>
<configuration>
  <!-- stays
as it is -->
  <location path='Default Web Site'>
    <system.webServer/>

  </location>
</configuration>`,
    );
  });

  test('keeps text content as it is, and does nothing to a broken document', () => {
    const text = '<a>\n  <b> one <i/> two </b>\n</a>';
    assert.equal(format(text), text);
    assert.deepEqual(formatEdits(parseXml('<a><b></a>'), options), []);
  });

  test('a range changes only what touches it', () => {
    const text = '<a>\n<b/>\n<c/>\n</a>';
    const at = text.indexOf('<c/>');
    const edits = formatEdits(parseXml(text), options, { start: at, end: at + 4 });
    assert.equal(applyEdits(text, edits), '<a>\n<b/>\n  <c/>\n</a>');
  });

  test('trims blanks and line ends where it is asked to, and never in values, text, and CDATA', () => {
    const text = '<a>\n  <!-- one  \n  two -->\n  <b x="1  \n"  \n     y="2" />\n  <c>t  \n</c>\n</a>\n\n\n';
    const as = (more: object, of = text): string => applyEdits(of, formatEdits(parseXml(of), { ...options, ...more }));
    assert.equal(as({}), text);
    assert.equal(
      as({ trimTrailing: true, trimFinalLineEnds: true }),
      '<a>\n  <!-- one\n  two -->\n  <b x="1  \n"\n     y="2" />\n  <c>t  \n</c>\n</a>\n',
    );
    assert.equal(as({ finalLineEnd: true }, '<a />'), '<a />\n');
    assert.equal(as({ finalLineEnd: true }), text);
    assert.equal(as({ trimTrailing: true }, '<a />  \n'), '<a />\n');
    assert.equal(as({}, '<a />  \n'), '<a />  \n');
  });

  test('formatting twice is formatting once, and changes white space alone', () => {
    const tree = fc.letrec((tie) => ({
      element: fc
        .record({
          name: fc.constantFrom('a', 'b', 'location'),
          gap: fc.constantFrom('', ' ', '\n', '\n\n\n', '\t'),
          children: fc.oneof({ maxDepth: 4 }, fc.constant([]), fc.array(tie('element'), { maxLength: 3 })),
        })
        .map(({ name, gap, children }) =>
          children.length === 0 ? `<${name} />${gap}` : `<${name} x="1">${gap}${children.join(gap)}</${name}>${gap}`,
        ),
    })).element;
    fc.assert(
      fc.property(tree, (text) => {
        const once = format(text);
        assert.equal(format(once), once);
        assert.equal(once.replace(/\s+/g, ''), text.replace(/\s+/g, ''));
      }),
    );
  });
});
