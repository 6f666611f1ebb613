// What the parser makes of text, piece by piece: the tree, the ranges, and each error with the place where it
// shows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import { attributeOf, childElements } from '../../../server/src/core/xml/tree.js';
import { checkDocument, errorsOf, outline } from './support.js';

test('a document is a tree with exact ranges', () => {
  const text =
    '\ufeff<?xml version="1.0"?>\r\n<a x = "1" y=\'&lt;2\'>\r\n\t<!--c--><b/> t&amp;u <![CDATA[<d>]]></a >\r\n';
  const document = parseXml(text);
  checkDocument(document);
  assert.deepEqual(document.errors, []);
  assert.equal(outline(document.nodes), '?xml a[x=1 y=<2](! b #"t&u" %"<d>")');
  const slice = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  const root = document.root!;
  assert.equal(slice(root.startTag), '<a x = "1" y=\'&lt;2\'>');
  assert.equal(slice(root.endTag!), '</a >');
  assert.equal(slice(root.range), text.slice(text.indexOf('<a'), text.lastIndexOf('>') + 1));
  const [x, y] = root.attributes;
  assert.deepEqual([slice(x!.nameRange), slice(x!.valueRange), slice(x!.range), x!.quote], ['x', '1', 'x = "1"', '"']);
  assert.deepEqual(
    [slice(y!.nameRange), slice(y!.valueRange), slice(y!.range), y!.quote],
    ['y', '&lt;2', "y='&lt;2'", "'"],
  );
  assert.deepEqual(
    root.children.map(({ range }) => slice(range)),
    ['<!--c-->', '<b/>', ' t&amp;u ', '<![CDATA[<d>]]>'],
  );
  const b = root.children[1]!;
  assert.ok(b.kind === 'element' && b.selfClosing && b.endTag === null && b.parent === root && root.parent === null);
  assert.equal(attributeOf(root, 'y'), y);
  assert.equal(attributeOf(root, 'z'), undefined);
  assert.deepEqual(childElements(root, 'b'), [b]);
  assert.deepEqual(childElements(root, 'c'), []);
});

test('values are normalised and decoded as XML says', () => {
  const value = (written: string) => parseXml(`<a b="${written}"/>`).root!.attributes[0]!.value;
  assert.equal(value('a\tb\nc\rd\r\ne'), 'a b c d e');
  assert.equal(value('&#9;&#10;&#13;&#x1F600;&quot;&apos;&gt;'), '\t\n\r\u{1f600}"\'>');
  assert.equal(value(''), '');
  const text = (written: string) => {
    const child = parseXml(`<a>${written}</a>`).root!.children[0]!;
    return 'text' in child ? child.text : null;
  };
  assert.equal(text('a\r\nb\rc\nd\t&#13;'), 'a\nb\nc\nd\t\r');
  assert.equal(text('<![CDATA[a\r\n&amp;]]>'), 'a\n&amp;');
  assert.equal(text('<!--a\r\n-->'), 'a\r\n');
});

test('names that JavaScript knows are names like any other', () => {
  const { root, errors } = parseXml('<constructor __proto__="1" toString="2"><hasOwnProperty/>&amp;</constructor>');
  assert.deepEqual(errors, []);
  assert.equal(outline([root!]), 'constructor[__proto__=1 toString=2](hasOwnProperty #"&")');
  assert.deepEqual(errorsOf(parseXml('<a b="&constructor;&__proto__;"/>')), [
    'undefined-entity:&constructor;',
    'undefined-entity:&__proto__;',
  ]);
});

/** Text, its tree, and its errors as `code:what is at the range`. */
const cases: readonly (readonly [string, string, ...string[]])[] = [
  // While a tag is typed.
  ['<site name="a"\n <b x="1"/>', 'site[name=a] b[x=1]', 'unclosed-start-tag:<site name="a"'],
  ['<r>\n<\n<b/></r>', 'r(#"<" b)', 'lone-less-than:<'],
  ['<r><<<<b/></r>', 'r(#"<<<" b)', 'lone-less-than:<<<'],
  ['<r><acc</r>', 'r(acc)', 'unclosed-start-tag:<acc'],
  ['<r><acc', 'r(acc)', 'unclosed-element:r', 'unclosed-start-tag:<acc'],
  ['<Y /', 'Y', 'unclosed-start-tag:<Y /'],
  ['<r>\n  <a <b/>\n  <c/>\n</r>', 'r(a b c)', 'unclosed-start-tag:<a'],
  ['<r><a x="1" <b/></a></r>', 'r(a[x=1](b))', 'unclosed-start-tag:<a x="1"'],
  ['<r><access sslFlags="Ssl />\n<b/></r>', 'r(access[sslFlags=Ssl] b)', 'unclosed-quote:"Ssl'],
  [
    '<r><access sslFlags="\n<b/></r>',
    'r(access[sslFlags=] b)',
    'unclosed-start-tag:<access sslFlags="',
    'unclosed-quote:"',
  ],
  ['<r><access sslFlags /></r>', 'r(access[sslFlags=])', 'attribute-without-value:sslFlags'],
  ['<r><access sslFlags=Ssl/></r>', 'r(access[sslFlags=Ssl])', 'unquoted-value:Ssl'],
  ['<r><access sslFlags=Ssl, Cert"/></r>', 'r(access[sslFlags=Ssl, Cert])', 'unquoted-value:Ssl, Cert'],
  ['<r><access sslFlags= /><b/></r>', 'r(access[sslFlags=] b)', 'missing-value:sslFlags='],
  ['<r><access sslFlags=\n  b="1"/></r>', 'r(access[sslFlags= b=1])', 'missing-value:sslFlags='],
  ['<r></</r>', 'r', 'bad-end-tag:</'],
  ['<r><sec></</r>', 'r(sec)', 'bad-end-tag:</'],
  ['<r>\n<security>\n</secu\n<b/></r>', 'r(security b)', 'bad-end-tag:</secu'],
  ['<r></>', 'r', 'bad-end-tag:</>'],
  ['<r></r', 'r', 'bad-end-tag:</r'],
  ['<r><b></c</b></r>', 'r(b)', 'bad-end-tag:</c'],
  // Quotes.
  ['<a x="1 y="2"/>', 'a[x=1 y=2]', 'unclosed-quote:"1'],
  ['<a x="1\n  y="2"\n  z="3"/>', 'a[x=1 y=2 z=3]', 'unclosed-quote:"1'],
  ['<a x="1 y=""/>', 'a[x=1 y=]', 'unclosed-quote:"1'],
  ["<a x='1 y='2'/>", 'a[x=1 y=2]', "unclosed-quote:'1"],
  ['<a x="1"y="2"/>', 'a[x=1 y=2]', 'missing-space:y'],
  ['<a x="abc=="y="2"/>', 'a[x=abc== y=2]', 'missing-space:y'],
  ['<a v="x < y" w="2"/>', 'a[v=x < y w=2]', 'less-than-in-value:<'],
  ['<a v="x &lt; y < z"/>', 'a[v=x < y < z]', 'less-than-in-value:<'],
  ['<r><a v="<b><c/>" w="2"/></r>', 'r(a[v=<b><c/> w=2])', 'less-than-in-value:<', 'less-than-in-value:<'],
  ['<r><a v="1><b y="2"/></a></r>', 'r(a[v=1](b[y=2]))', 'unclosed-quote:"1'],
  ['<a b="1', 'a[b=1]', 'unclosed-start-tag:<a b="1', 'unclosed-quote:"1'],
  // Inside tags.
  ['<a x="1" x="2"/>', 'a[x=1 x=2]', 'duplicate-attribute:x'],
  ['<a %%></a>', 'a', 'unexpected-characters:%%'],
  ['<a 1x="2"/>', 'a', 'unexpected-characters:1x="2"'],
  ['<a ="1"/>', 'a', 'unexpected-characters:="1"'],
  ['<a x="1"/ y="2"></a>', 'a[x=1 y=2]', 'unexpected-characters:/'],
  ['<a x="1" / >', 'a[x=1]', 'unexpected-characters:/ >'],
  ['<a·/>', 'a·'],
  ['<a x-y.z:1_="2"/>', 'a[x-y.z:1_=2]'],
  ['<r></r x="1">', 'r', 'bad-end-tag: x="1"'],
  ['<r></ r></r>', 'r', 'bad-end-tag: r'],
  // References and characters.
  ['<a>x & y</a>', 'a(#"x & y")', 'unescaped-ampersand:&'],
  ['<a>&nbsp;</a>', 'a(#"&nbsp;")', 'undefined-entity:&nbsp;'],
  ['<a>&amp x</a>', 'a(#"&amp x")', 'unfinished-reference:&amp'],
  ['<a b="R&D"/>', 'a[b=R&D]', 'unescaped-ampersand:&'],
  ['<a b="&lt"/>', 'a[b=&lt]', 'unfinished-reference:&lt'],
  ['<a>&#0;</a>', 'a(#"&#0;")', 'bad-character-reference:&#0;'],
  ['<a>&#xD800;</a>', 'a(#"&#xD800;")', 'bad-character-reference:&#xD800;'],
  ['<a>&#x110000;</a>', 'a(#"&#x110000;")', 'bad-character-reference:&#x110000;'],
  ['<a>&#xg;</a>', 'a(#"&#xg;")', 'bad-character-reference:&#x'],
  ['<a>&#X41;</a>', 'a(#"&#X41;")', 'bad-character-reference:&#'],
  ['<a>&#65</a>', 'a(#"&#65")', 'bad-character-reference:&#65'],
  ['<a>&;</a>', 'a(#"&;")', 'unescaped-ampersand:&'],
  [
    '<a>\u0001\u0002x\u0003</a>',
    'a(#"\\u0001\\u0002x\\u0003")',
    'illegal-character:\u0001\u0002',
    'illegal-character:\u0003',
  ],
  ['<a b="\ufffe"/>', 'a[b=\ufffe]', 'illegal-character:\ufffe'],
  ['<a>\ud800x</a>', 'a(#"\\ud800x")', 'illegal-character:\ud800'],
  [
    '<a><!--\0--><?t \0?><![CDATA[\0]]></a>',
    'a(! ?t %"\\u0000")',
    'illegal-character:\0',
    'illegal-character:\0',
    'illegal-character:\0',
  ],
  ['<a>]]></a>', 'a(#"]]>")', 'cdata-end-in-text:]]>'],
  // Comments, sections, instructions.
  ['<a><!-- a -- b --></a>', 'a(!)', 'double-hyphen-in-comment:--'],
  ['<a><!-- a ---></a>', 'a(!)', 'double-hyphen-in-comment:--->'],
  ['<a><!-- a ------></a>', 'a(!)', 'double-hyphen-in-comment:----'],
  ['<a><!-- <!-- b --> --></a>', 'a(! #"-->")', 'double-hyphen-in-comment:<!--'],
  ['<a><!-- x\n<b/></a>', 'a(! b)', 'unclosed-comment:<!--'],
  ['<a><!--', 'a(!)', 'unclosed-element:a', 'unclosed-comment:<!--'],
  ['<a><![CDATA[ x\n<b/></a>', 'a(%" x" b)', 'unclosed-cdata:<![CDATA['],
  ['<a><?x y\n<b/></a>', 'a(?x b)', 'unclosed-instruction:<?x y'],
  ['<a><?x y><b/></a>', 'a(?x b)', 'unclosed-instruction:<?x y>'],
  ['<? x?><a/>', '? a', 'bad-instruction-target:<?'],
  ['<?1?><a/>', '? a', 'bad-instruction-target:<?'],
  ['<?t+?><a/>', '?t a', 'bad-instruction-target:<?t'],
  ['<!ELEMENT a><a/>', 'a', 'bad-declaration:<!ELEMENT a>'],
  ['<a><!- x --></a>', 'a', 'bad-declaration:<!- x -->'],
  // The XML declaration.
  ['<?xml version="1.0" encoding="utf-8" standalone="no" ?><a/>', '?xml a'],
  ["<?xml version='1.1'?><a/>", '?xml a'],
  ['<?xml version="1.0">\n<a/>', '?xml a', 'unclosed-instruction:<?xml version="1.0">'],
  ['<?xml version="1.0">\n<a/><?x?>', '?xml a ?x', 'unclosed-instruction:<?xml version="1.0">'],
  ['\n<?xml version="1.0"?><a/>', '?xml a', 'misplaced-xml-declaration:<?xml version="1.0"?>'],
  ['<a/><?XML x?>', 'a ?XML', 'misplaced-xml-declaration:<?XML x?>'],
  ['<?xml?><a/>', '?xml a', 'bad-xml-declaration:'],
  ['<?xml encoding="utf-8"?><a/>', '?xml a', 'bad-xml-declaration:encoding'],
  ['<?xml version="1.0" standalone="yes" encoding="utf-8"?><a/>', '?xml a', 'bad-xml-declaration:encoding'],
  ['<?xml version="1.0" version="1.0"?><a/>', '?xml a', 'bad-xml-declaration:version'],
  ['<?xml version="1.0" encoding="utf 8"?><a/>', '?xml a', 'bad-xml-declaration:utf 8'],
  ['<?xml version="1.0" encoding=""?><a/>', '?xml a', 'bad-xml-declaration:'],
  ['<?xml version=1.0?><a/>', '?xml a', 'bad-xml-declaration:version'],
  ['<?xml version="1.0?><a/>', '?xml a', 'bad-xml-declaration:"1.0'],
  ['<?xml version="1.0"encoding="utf-8"?><a/>', '?xml a', 'bad-xml-declaration:encoding'],
  ['<?xml version="1.0" standalone="maybe"?><a/>', '?xml a', 'bad-xml-declaration:maybe'],
  ['<?xml version="2.0"?><a/>', '?xml a', 'bad-xml-declaration:2.0'],
  ['<?xml version="1.0" x="1"?><a/>', '?xml a', 'bad-xml-declaration:x'],
  ['<?xml version="1.0" !?><a/>', '?xml a', 'bad-xml-declaration:!'],
  // DOCTYPE.
  ['<!DOCTYPE a><a/>', 'a', 'doctype:<!DOCTYPE a>'],
  ['<!doctype a><a/>', 'a', 'doctype:<!doctype a>'],
  ['<!DOCTYPE a SYSTEM "x>y"><a/>', 'a', 'doctype:<!DOCTYPE a SYSTEM "x>y">'],
  [
    '<!DOCTYPE a [<!ENTITY b "]>"><!-- ]> " --><?p ]> \' ?>]><a/>',
    'a',
    'doctype:<!DOCTYPE a [<!ENTITY b "]>"><!-- ]> " --><?p ]> \' ?>]>',
  ],
  ['<!DOCTYPE a [ <b/>\n<a/>', 'a', 'doctype:<!DOCTYPE a [ <b/>'],
  ['<!DOCTYPE a\n<a/>', 'a', 'doctype:<!DOCTYPE a'],
  ['<!DOCTYPE a><!DOCTYPE b><a/>', 'a', 'doctype:<!DOCTYPE a>', 'doctype:<!DOCTYPE b>'],
  // The document.
  ['', '', 'no-root:'],
  [' \n', '', 'no-root:'],
  ['<!-- only -->', '!', 'no-root:'],
  ['<a/><b/>', 'a b', 'second-root:b'],
  ['<a/>x', 'a #"x"', 'text-outside-root:x'],
  ['\n x \n<a/>', '#"x" a', 'text-outside-root:x'],
  ['<a/>&amp;', 'a #"&"', 'text-outside-root:&amp;'],
  ['<a/><![CDATA[]]>', 'a %""', 'text-outside-root:<![CDATA[]]>'],
  ['\ufeff<a/>', 'a'],
  ['\ufeff\ufeff<a/>', '#"" a', 'text-outside-root:\ufeff'],
];

for (const [text, tree, ...errors] of cases) {
  test(JSON.stringify(text), () => {
    const document = parseXml(text);
    checkDocument(document);
    assert.equal(outline(document.nodes), tree);
    assert.deepEqual(errorsOf(document), errors);
  });
}

test('messages say what is wrong, in words and with lines', () => {
  const messages = (text: string) => parseXml(text).errors.map(({ message }) => message);
  assert.deepEqual(messages('<a>\n<b x="1"\nx="2"/></a>'), [
    "The attribute 'x' is already set on this element in line 2. Remove one of them.",
  ]);
  assert.deepEqual(messages('<a>\n<b>\n</a>'), ['<b> has no end tag: </b> is missing before </a> of line 3.']);
  assert.deepEqual(messages('<a>\n<b>\n</B>\n</a>'), [
    '</B> does not match <b> of line 2: upper and lower case differ.',
  ]);
  assert.deepEqual(messages('<a/>\n<b/>'), [
    '<b> follows the root element <a>, which ends in line 1, but only one root element is allowed.',
  ]);
  assert.deepEqual(messages('<a>\n</b></a>'), ['</b> has no start tag: the open element is <a> of line 1.']);
  assert.deepEqual(messages('<!DOCTYPE a><a/>'), [
    'A DOCTYPE is not allowed in IIS configuration; it is ignored, and its entities are never expanded.',
  ]);
  assert.deepEqual(messages('<a>\0</a>'), ['The character U+0000 is not allowed in XML.']);
  const long = 'n'.repeat(1000);
  assert.deepEqual(messages(`<${long}>`), [
    `<${'n'.repeat(57)}…> has no end tag: </${'n'.repeat(57)}…> is missing before the end of the text.`,
  ]);
});

test('the first hundred attributes of many are named as the first of a duplicate', () => {
  const attributes = Array.from({ length: 20 }, (_, i) => `a${i}="1"`).join('\n');
  const { errors } = parseXml(`<r ${attributes}\na11="2"/>`);
  assert.deepEqual(
    errors.map(({ message }) => message),
    ["The attribute 'a11' is already set on this element in line 12. Remove one of them."],
  );
});
