// Edits of a document: what they write, and that nothing else changes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits, type TextEdit } from '../../../server/src/core/text/edit.js';
import { decodeText } from '../../../server/src/host/decode.js';
import {
  insertChild,
  removeAttribute,
  removeElement,
  renderMarkup,
  setAttribute,
  styleOf,
  type ChildPosition,
  type Markup,
} from '../../../server/src/core/xml/edit.js';
import { escapeAttribute } from '../../../server/src/core/xml/escape.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';
import type { XmlDocument, XmlElement } from '../../../server/src/core/xml/tree.js';
import { descendantElements } from '../../../server/src/core/xml/walk.js';
import { Random, wellFormed } from './mutate.js';
import { errorsOf, outline } from './support.js';
import { inCorpus, skipWithoutCorpus } from '../../support/corpus.js';

type Change = (document: XmlDocument, find: (name: string) => XmlElement) => readonly TextEdit[];

/** The text after a change; it must parse. */
function changed(text: string, change: Change): string {
  const document = parseXml(text);
  assert.deepEqual(errorsOf(document), []);
  const find = (name: string) => {
    const found = [...descendantElements(document)].find((element) => element.name === name);
    assert.ok(found, `no <${name}>`);
    return found;
  };
  const result = applyEdits(text, change(document, find));
  assert.deepEqual(errorsOf(parseXml(result)), [], result);
  return result;
}

/**
 * Checks a change in LF, CRLF, with tabs for indentation, with a byte order mark, and below a declaration.
 */
function checkChange(before: string, after: string, change: Change): void {
  const variants: ((text: string) => string)[] = [
    (text) => text,
    (text) => text.replaceAll('\n', '\r\n'),
    (text) => text.replace(/^(?: {4})+/gm, (indent) => '\t'.repeat(indent.length / 4)),
    (text) => `\ufeff${text.replaceAll('\n', '\r\n')}`,
    (text) => `<?xml version="1.0"?>\n${text}`,
  ];
  for (const variant of variants) assert.equal(changed(variant(before), change), variant(after));
}

const access = `<r>
    <security>
        <access sslFlags='Ssl' />
    </security>
</r>
`;

test('an attribute is set in its quotes', () => {
  checkChange(access, access.replace('Ssl', 'Ssl, Cert'), (document, find) =>
    setAttribute(document, find('access'), 'sslFlags', 'Ssl, Cert'),
  );
  checkChange(access, access.replace("'Ssl'", "'&lt;&amp;&apos;\"&#10;'"), (document, find) =>
    setAttribute(document, find('access'), 'sslFlags', '<&\'"\n'),
  );
  checkChange(access, access, (document, find) => setAttribute(document, find('access'), 'sslFlags', 'Ssl'));
});

test('an attribute is added after the last one, as that one is written', () => {
  checkChange(access, access.replace("'Ssl'", "'Ssl' x='1'"), (document, find) =>
    setAttribute(document, find('access'), 'x', '1'),
  );
  checkChange(access, access.replace('<security>', "<security x='1'>"), (document, find) =>
    setAttribute(document, find('security'), 'x', '1'),
  );
  checkChange('<r/>\n', '<r x="1"/>\n', (document, find) => setAttribute(document, find('r'), 'x', '1'));
  checkChange('<r\n    a="1"\n    b="2"\n/>\n', '<r\n    a="1"\n    b="2"\n    c="3"\n/>\n', (document, find) =>
    setAttribute(document, find('r'), 'c', '3'),
  );
});

test('an attribute is removed with the white space before it', () => {
  const remove =
    (name: string): Change =>
    (document, find) =>
      removeAttribute(document, find('a'), name);
  checkChange('<a x="1" y="2"/>\n', '<a y="2"/>\n', remove('x'));
  checkChange('<a x="1" y="2"/>\n', '<a x="1"/>\n', remove('y'));
  checkChange('<a x="1" />\n', '<a />\n', remove('x'));
  checkChange('<a\n    x="1"\n    y="2">\n</a>\n', '<a\n    y="2">\n</a>\n', remove('x'));
  checkChange('<a x="1"/>\n', '<a x="1"/>\n', remove('z'));
});

const providers: Markup = {
  name: 'providers',
  children: [{ name: 'clear' }, { name: 'add', attributes: { value: 'A & "B"' } }],
};

test('an empty element is opened up', () => {
  const insert: Change = (document, find) => insertChild(document, find('e'), providers, 'last');
  checkChange(
    '<r>\n    <e x="1" />\n    <f />\n</r>\n',
    '<r>\n    <e x="1">\n        <providers>\n            <clear />\n            <add value="A &amp; &quot;B&quot;" />\n        </providers>\n    </e>\n    <f />\n</r>\n',
    insert,
  );
  const single: Change = (document, find) => insertChild(document, find('e'), { name: 'c' }, 'first');
  const opened = '<r>\n    <e>\n        <c />\n    </e>\n    <f />\n</r>\n';
  checkChange('<r>\n    <e></e>\n    <f />\n</r>\n', opened, single);
  checkChange('<r>\n    <e>\n    </e>\n    <f />\n</r>\n', opened, single);
  checkChange('<r>\n    <e>\n\n\n    </e>\n    <f />\n</r>\n', opened, single);
  checkChange('<r>\n    <e/>\n    <f/>\n</r>\n', opened.replaceAll(' />', '/>'), single);
  checkChange(
    '<r>\n    <e\n        x="1"\n    />\n    <f />\n</r>\n',
    '<r>\n    <e\n        x="1"\n    >\n        <c />\n    </e>\n    <f />\n</r>\n',
    single,
  );
});

const list = `<r>
    <!-- about a -->
    <a x="1" />
    <b>
        <c />
    </b> <!-- about b -->

    <!-- about d,
         two lines -->
    <d />
    <!-- the end -->
</r>
`;

test('a child is added at its place, comments staying with the elements that they speak of', () => {
  const insert =
    (position: (find: (name: string) => XmlElement) => ChildPosition): Change =>
    (document, find) =>
      insertChild(document, document.root!, { name: 'n', children: [{ name: 'm' }] }, position(find));
  const n = '    <n>\n        <m />\n    </n>\n';
  checkChange(
    list,
    list.replace('<r>\n', `<r>\n${n}`),
    insert(() => 'first'),
  );
  checkChange(
    list,
    list.replace('</r>', `${n}</r>`),
    insert(() => 'last'),
  );
  checkChange(
    list,
    list.replace('x="1" />\n', `x="1" />\n${n}`),
    insert((find) => ({ after: find('a') })),
  );
  checkChange(
    list,
    list.replace('about b -->\n', `about b -->\n${n}`),
    insert((find) => ({ after: find('b') })),
  );
  checkChange(
    list,
    list.replace('    <!-- about d', `${n}    <!-- about d`),
    insert((find) => ({ before: find('d') })),
  );
  checkChange(
    list,
    list.replace('    <b>', `${n}    <b>`),
    insert((find) => ({ before: find('b') })),
  );
  checkChange(
    list,
    list.replace('    <!-- about a', `${n}    <!-- about a`),
    insert((find) => ({ before: find('a') })),
  );
});

test('several children are added at once and nothing at all when there are none', () => {
  const all = [{ name: 'x' }, providers, { name: 'y' }];
  const text =
    '    <x />\n    <providers>\n        <clear />\n        <add value="A &amp; &quot;B&quot;" />\n    </providers>\n    <y />\n';
  checkChange(list, list.replace('</r>', `${text}</r>`), (document) =>
    insertChild(document, document.root!, all, 'last'),
  );
  checkChange(list, list.replace('<r>\n', `<r>\n${text}`), (document) =>
    insertChild(document, document.root!, all, 'first'),
  );
  const added = changed('<r />\n', (document) => insertChild(document, document.root!, all, 'first'));
  assert.equal(added, `<r>\n${text}</r>\n`);
  checkChange(list, list, (document) => insertChild(document, document.root!, [], 'first'));
});

test('what is written on one line stays on one line', () => {
  const insert =
    (parent: string, position: (find: (name: string) => XmlElement) => ChildPosition): Change =>
    (document, find) =>
      insertChild(document, find(parent), providers, position(find));
  const one = '<providers><clear/><add value="A &amp; &quot;B&quot;"/></providers>';
  const text = '<r><a x="1"/><b><c/></b></r>';
  assert.equal(
    changed(
      text,
      insert('r', () => 'first'),
    ),
    `<r>${one}<a x="1"/><b><c/></b></r>`,
  );
  assert.equal(
    changed(
      text,
      insert('r', () => 'last'),
    ),
    `<r><a x="1"/><b><c/></b>${one}</r>`,
  );
  assert.equal(
    changed(
      text,
      insert('a', () => 'last'),
    ),
    `<r><a x="1">${one}</a><b><c/></b></r>`,
  );
  assert.equal(
    changed(
      text,
      insert('r', (find) => ({ after: find('a') })),
    ),
    `<r><a x="1"/>${one}<b><c/></b></r>`,
  );
  assert.equal(
    changed(
      text,
      insert('r', (find) => ({ before: find('b') })),
    ),
    `<r><a x="1"/>${one}<b><c/></b></r>`,
  );
  assert.equal(
    changed(
      '<r>\n  <s><a/></s>\n</r>',
      insert('s', () => 'last'),
    ),
    `<r>\n  <s><a/>${one}</s>\n</r>`,
  );
});

test('an element next to text is added without taking the text apart', () => {
  const insert =
    (position: ChildPosition): Change =>
    (document) =>
      insertChild(document, document.root!, { name: 'n' }, position);
  assert.equal(changed('<r>text</r>', insert('first')), '<r><n />text</r>');
  assert.equal(changed('<r>text</r>', insert('last')), '<r>text<n /></r>');
  assert.equal(changed('<r>\n    text\n</r>', insert('first')), '<r>\n    <n />\n    text\n</r>');
  assert.equal(changed('<r>\n    text\n</r>', insert('last')), '<r>\n    text\n    <n />\n</r>');
});

test('an element is removed with its lines when nothing else is on them', () => {
  const remove =
    (name: string): Change =>
    (document, find) =>
      removeElement(document, find(name));
  checkChange(list, list.replace('    <a x="1" />\n', ''), remove('a'));
  checkChange(list, list.replace('        <c />\n', ''), remove('c'));
  checkChange(list, list.replace(/ {4}<b>[^]*<\/b> /, '    '), remove('b'));
  checkChange('<r><a/> <b/></r>\n', '<r> <b/></r>\n', remove('a'));
  checkChange('<r>\n    <a /> <b />\n</r>\n', '<r>\n    <a />\n</r>\n', remove('b'));
  checkChange('<r>\n    <a /> <b />\n</r>\n', '<r>\n    <b />\n</r>\n', remove('a'));
});

test('the style is that of most of the document', () => {
  const style = (text: string): unknown[] => Object.values(styleOf(parseXml(text)));
  assert.deepEqual(style('<r/>'), ['    ', '\r\n', '"', '/>']);
  assert.deepEqual(style('<r></r>'), ['    ', '\r\n', '"', ' />']);
  assert.deepEqual(style("<r>\n\t<a x='1' />\n\t<b y='1' z=\"2\" />\n</r>\n"), ['\t', '\n', "'", ' />']);
  assert.deepEqual(style('<r>\r\n  <a>\r\n    <b/>\r\n      <c/>\n  </a>\r\n</r>'), ['  ', '\r\n', '"', '/>']);
});

test('markup of 100 000 levels is written without recursion', () => {
  let markup: Markup = { name: 'a' };
  for (let i = 0; i < 100_000; i++) markup = { name: 'a', children: [markup] };
  const text = renderMarkup(markup, { indent: '', lineEnd: '\n', quote: '"', emptyEnd: '/>' }, null);
  assert.equal([...descendantElements(parseXml(text))].length, 100_001);
});

test('what is escaped is read back as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom('"' as const, "'" as const), (value, quote) => {
      const legal = value.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');
      const { root, errors } = parseXml(`<a b=${quote}${escapeAttribute(value, quote)}${quote}/>`);
      assert.deepEqual(errors, []);
      assert.equal(root!.attributes[0]!.value, legal);
    }),
  );
});

/** A tree as names, attributes and children that can be changed. */
interface Model {
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: Model[];
}

function modelOf(element: XmlElement): Model {
  const attributes = new Map(element.attributes.map(({ name, value }) => [name, value]));
  return {
    name: element.name,
    attributes,
    children: element.children.filter((child) => child.kind === 'element').map(modelOf),
  };
}

function markupModel({ name, attributes = {}, children = [] }: Markup): Model {
  return { name, attributes: new Map(Object.entries(attributes)), children: children.map(markupModel) };
}

/**
 * Makes a random change of a random element, and the same change in a model; both must agree after parsing
 * again.
 */
function checkRandomChange(text: string, random: Random): void {
  const document = parseXml(text);
  const elements = [...descendantElements(document)];
  const element = random.pick(elements);
  const expected = modelOf(document.root!);
  // The place of the element in the model: child numbers from the root.
  const places: number[] = [];
  for (let at = element; at.parent !== null; at = at.parent) {
    places.unshift(at.parent.children.filter((child) => child.kind === 'element').indexOf(at));
  }
  let parent: Model | null = null;
  let model = expected;
  for (const place of places) {
    parent = model;
    model = model.children[place]!;
  }
  const others = element.children.filter((child) => child.kind === 'element');
  let edits: readonly TextEdit[] = [];
  switch (random.below(5)) {
    case 0: {
      const name = element.attributes.length > 0 && random.chance(70) ? random.pick(element.attributes).name : 'added';
      edits = setAttribute(document, element, name, 'a<b&c>"\'');
      model.attributes.set(name, 'a<b&c>"\'');
      break;
    }
    case 1: {
      if (element.attributes.length === 0) return;
      const { name } = random.pick(element.attributes);
      edits = removeAttribute(document, element, name);
      model.attributes.delete(name);
      break;
    }
    case 2: {
      const isFirst = random.chance(50);
      edits = insertChild(document, element, providers, isFirst ? 'first' : 'last');
      if (isFirst) model.children.unshift(markupModel(providers));
      else model.children.push(markupModel(providers));
      break;
    }
    case 3: {
      if (others.length === 0) return;
      const place = random.below(others.length);
      const isAfter = random.chance(50);
      edits = insertChild(
        document,
        element,
        [providers, { name: 'z' }],
        isAfter ? { after: others[place]! } : { before: others[place]! },
      );
      model.children.splice(isAfter ? place + 1 : place, 0, markupModel(providers), markupModel({ name: 'z' }));
      break;
    }
    default:
      if (parent === null) return;
      edits = removeElement(document, element);
      parent.children.splice(places.at(-1)!, 1);
  }
  const result = applyEdits(text, edits);
  const after = parseXml(result);
  assert.deepEqual(errorsOf(after), [], result);
  assert.deepEqual(modelOf(after.root!), expected, result);
  const comments = (of: string) => outline(parseXml(of).nodes).split('!').length;
  if (edits.every(({ range }) => !text.slice(range.start, range.end).includes('<!--')))
    assert.equal(comments(result), comments(text));
  // In text with one kind of line end no other one comes in.
  if (!/(?<!\r)\n/.test(text) && text.includes('\r\n')) assert.doesNotMatch(result, /(?<!\r)\n/);
  if (!text.includes('\r')) assert.ok(!result.includes('\r') || !text.includes('\n'));
}

test('any change of any document gives the intended tree', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => {
      const random = new Random(seed);
      checkRandomChange(wellFormed(random), random);
    }),
    { numRuns: 4000 },
  );
});

test('any change of a real configuration gives the intended tree', { skip: skipWithoutCorpus }, () => {
  const files = [
    'configs/exchange-apphost/HC_E19_applicationHost.config',
    'configs/exchange-webconfig/E19_ExchangeBackEnd-OWA_web.config',
    'configs/derived/crlf-bom_E19_applicationHost.config',
    'configs/derived/utf16le-bom_E19_EAS_web.config',
    'configs/webconfig/mixedeol_NuGetGallery_7c6f1c8_Web.config',
    'configs/webconfig/nugetgallery_Web.config',
  ];
  for (const [index, file] of files.entries()) {
    const decoded = decodeText(readFileSync(inCorpus(file)));
    if (decoded.kind !== 'text') assert.fail(decoded.reason);
    const { text } = decoded;
    for (let run = 0; run < 25; run++) checkRandomChange(text, new Random(1000 * index + run));
  }
});
