// Schema files of a server: what they say, and what is said of broken ones.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSchemaFile } from '../../../../server/src/core/iis/schema/reader.js';
import { attributesOf, resolveElement } from '../../../../server/src/core/iis/schema/resolve.js';
import { attributesIn } from './attributes-in.js';
import { inCorpus, skipWithoutCorpus } from '../../../support/corpus.js';

/** A schema file with one section `group/x`. */
function schema(inside: string): string {
  return `<configSchema>\n  <sectionSchema name="group/x">${inside}</sectionSchema>\n</configSchema>`;
}

/** What is wrong with such a file, as `where: message`. */
function problems(inside: string): string[] {
  return readSchemaFile(schema(inside), 'x.xml').problems.map(({ where, message }) => `${where}: ${message}`);
}

test('sections, elements, attributes and collections are read', () => {
  const { sections, problems } = readSchemaFile(
    schema(`
      <!-- comment -->
      <attribute name="mode" type="enum" defaultValue="Off" required="true">
        <enum name="Off" value="0"/>
        <enum name="On" value="0x10"/>
      </attribute>
      <attribute name="mask" type="flags"><flag name="None" value="0"/><flag name="A" value="1"/></attribute>
      <attribute name="wait" type="timeSpan" timeSpanFormat="seconds" allowInfinite="true"
                 validationType="timeSpanRange" validationParameter="0, 60, 5"/>
      <attribute name="text" type="string" defaultValue=" a&#x41;&amp;amp;&lt; " expanded="True" caseSensitive="true" encrypted="true"/>
      <attribute name="count" type="uint" validationType="integerRange" validationParameter="-1,999,exclude"/>
      <attribute name="odd" type="string" validationType="spell" validationParameter="x"/>
      <element name="inner" allowUnrecognizedAttributes="true"><attribute name="a" type="bool"/></element>
      <collection addElement="allow, deny" removeElement="remove" clearElement="clear" defaultElement="d"
                  mergeAppend="false" allowDuplicates="true" allowUnrecognizedAttributes="true">
        <attribute name="key" type="string" isUniqueKey="true"/>
        <collection addElement="deep"><attribute name="k" type="string" isCombinedKey="true"/></collection>
      </collection>
      <element name="d" isCollectionDefault="true"><attribute name="key" type="string"/></element>
      <method name="Start" extension="Some.Thing"><inputElement><attribute name="x" type="string"/></inputElement></method>
    `),
    'x.xml',
  );
  assert.deepEqual(problems, []);
  const [section] = sections;
  assert.equal(section!.path, 'group/x');
  assert.equal(section!.name, 'x');
  assert.deepEqual([...section!.attributes.keys()], ['mode', 'mask', 'wait', 'text', 'count', 'odd']);
  assert.deepEqual(section!.attributes.get('mode'), {
    name: 'mode',
    type: 'enum',
    defaultValue: 'Off',
    required: true,
    isUniqueKey: false,
    isCombinedKey: false,
    caseSensitive: false,
    encrypted: false,
    expanded: false,
    allowInfinite: false,
    names: [
      { name: 'Off', value: 0 },
      { name: 'On', value: 16 },
    ],
    validation: null,
  });
  const { wait, text, count, odd, mask } = Object.fromEntries(section!.attributes);
  assert.deepEqual(mask!.names.at(-1), { name: 'A', value: 1 });
  assert.deepEqual(wait!.validation, { kind: 'timeSpanRange', min: 0, max: 60, granularity: 5, exclude: false });
  assert.deepEqual([wait!.timeSpanFormat, wait!.allowInfinite], ['seconds', true]);
  assert.equal(text!.defaultValue, ' aA&amp;< ');
  assert.deepEqual([text!.expanded, text!.caseSensitive, text!.encrypted], [true, true, true]);
  assert.deepEqual(count!.validation, { kind: 'integerRange', min: -1, max: 999, exclude: true });
  assert.deepEqual(odd!.validation, { kind: 'other', text: 'spell(x)' });
  assert.equal(section!.elements.get('inner')!.allowUnrecognizedAttributes, true);
  const { entry, ...directives } = section!.collection!;
  assert.deepEqual(directives, {
    addElements: ['allow', 'deny'],
    removeElement: 'remove',
    clearElement: 'clear',
    defaultElement: 'd',
    mergeAppend: false,
    allowDuplicates: true,
    allowUnrecognizedAttributes: true,
  });
  assert.equal(entry.name, 'allow');
  assert.equal(entry.collection!.entry.attributes.get('k')!.isCombinedKey, true);
});

test('several collections of one element keep their entries apart', () => {
  const { sections } = readSchemaFile(
    schema(`
      <collection addElement="add" removeElement="remove"><attribute name="type" type="string"/></collection>
      <collection addElement="group" clearElement="clear"><attribute name="name" type="string" required="true"/></collection>`),
    'x.xml',
  );
  const names = (child: string) => {
    const resolved = resolveElement(sections[0]!, [child]);
    assert.ok(resolved.kind !== 'unknown');
    return [...attributesOf(resolved).keys()];
  };
  assert.deepEqual([names('add'), names('group'), names('remove'), names('clear')], [['type'], ['name'], [], []]);
});

test('what exists at run time only is left out', () => {
  const { sections } = readSchemaFile(
    schema(`
      <attribute name="state" type="string" extension="Microsoft.ApplicationHost.RscaExtension"/>
      <element name="workers" extension="Microsoft.ApplicationHost.RscaExtension"><attribute name="id" type="uint"/></element>
      <attribute name="stays" type="string"/>`),
    'rscaext.xml',
  );
  assert.deepEqual([...sections[0]!.attributes.keys()], ['stays']);
  assert.equal(sections[0]!.elements.size, 0);
});

test('the real files of the corpus are read without a problem', { skip: skipWithoutCorpus }, () => {
  const expected: Record<string, [sections: number, attributes: number]> = {
    'IIS_schema.xml': [56, 582],
    'FX_schema.xml': [24, 174],
    'ASPNET_schema.xml': [37, 294],
    'rewrite_schema.xml': [6, 96],
    'WebDAV_schema.xml': [3, 28],
    'httpplatform_schema.xml': [1, 13],
    'dbmanager_schema.xml': [1, 8],
  };
  for (const [name, counts] of Object.entries(expected)) {
    const { sections, problems } = readSchemaFile(readFileSync(inCorpus('schema/JexusManager', name), 'utf8'), name);
    assert.deepEqual(problems, [], name);
    // Counted by entry, as the file writes them, not by the names that add one.
    const places = sections.flatMap((section) =>
      [...attributesIn(section.path, section)].map(({ attribute }) => attribute),
    );
    assert.deepEqual([sections.length, new Set(places).size], counts, name);
  }
});

for (const [what, text, message] of [
  ['an empty file', '', /not well-formed/],
  ['no XML', 'PK\u0003\u0004\u0000', /not well-formed/],
  ['a cut file', '<configSchema><sectionSchema name="a">', /not well-formed/],
  ['a duplicate attribute', '<configSchema><sectionSchema name="a" name="b"/></configSchema>', /not well-formed/],
  ['a DOCTYPE', '<!DOCTYPE x [<!ENTITY a "b">]><configSchema/>', /not well-formed/],
  [
    'a configuration',
    '<configuration><sectionSchema name="a"/></configuration>',
    /starts with <configSchema>.*<configuration>/,
  ],
  ['reserved names', '<configSchema><__proto__/></configSchema>', /cannot be read as a schema/],
  [
    'nesting beyond reason',
    `<configSchema>${'<element>'.repeat(20000)}${'</element>'.repeat(20000)}</configSchema>`,
    /cannot be read as a schema/,
  ],
] as const) {
  test(`${what} gives no sections and one problem`, () => {
    const { sections, problems } = readSchemaFile(text, 'x.xml');
    assert.deepEqual(sections, []);
    assert.equal(problems.length, 1);
    assert.equal(problems[0]!.file, 'x.xml');
    assert.match(problems[0]!.message, message);
  });
}

test('problems say where they are, with a range in the text', () => {
  for (const start of ['', '\uFEFF', '<?xml version="1.0"?>\r\n\r\n']) {
    const text = start + schema('\r\n<element name="e"><attribute name="a" type="boll"/></element>');
    const [problem] = readSchemaFile(text, 'x.xml').problems;
    assert.equal(problem!.where, "section 'group/x', element 'e', attribute 'a'");
    assert.equal(problem!.message, "Unknown type 'boll'.");
    assert.equal(text.slice(problem!.range!.start, problem!.range!.end), '<attribute');
  }
  const broken = schema('<element name="e"></elment>');
  const [problem] = readSchemaFile(broken, 'x.xml').problems;
  assert.ok(problem!.range!.start > broken.indexOf('<element'), 'the syntax error has its place');
});

test('what is wrong inside a section costs the part it is in', () => {
  assert.deepEqual(problems('<attribute type="bool"/>'), ["section 'group/x': An <attribute> has no name."]);
  assert.deepEqual(problems('<element/>'), ["section 'group/x': An <element> has no name."]);
  assert.deepEqual(problems('<attribute name="a"/>'), ["section 'group/x', attribute 'a': The attribute has no type."]);
  assert.deepEqual(problems('<attribute name="a" type="enum"/>'), [
    "section 'group/x', attribute 'a': An attribute of type enum needs names with values.",
  ]);
  assert.deepEqual(problems('<attribute name="a" type="enum"><enum name="A" value="one"/></attribute>'), [
    "section 'group/x', attribute 'a': The value of 'A' is not a number: 'one'.",
  ]);
  assert.deepEqual(
    problems('<attribute name="a" type="flags"><flag value="1"/><flag name="B" value="2"/></attribute>'),
    ["section 'group/x', attribute 'a': A <flag> has no name."],
  );
  assert.deepEqual(
    problems('<attribute name="a" type="uint" validationType="integerRange" validationParameter="5,1"/>'),
    ["section 'group/x', attribute 'a': The limits of integerRange cannot be read: '5,1'."],
  );
  assert.deepEqual(problems('<attribute name="a" type="bool"/><attribute name="a" type="bool"/>'), [
    "section 'group/x', attribute 'a': The attribute is defined twice.",
  ]);
  assert.deepEqual(problems('<collection addElement="add"><atribute name="a" type="bool"/></collection>'), [
    "section 'group/x', collection of <add>: Unknown element <atribute>.",
  ]);
  const other = readSchemaFile(
    '<configSchema><section name="a"/><sectionSchema/><sectionSchema name="b"/></configSchema>',
    'x',
  );
  assert.deepEqual(
    other.problems.map(({ message }) => message),
    ['Unknown element <section>; <sectionSchema> describes sections.', 'A <sectionSchema> has no name.'],
  );
  assert.deepEqual(
    other.sections.map((section) => section.path),
    ['b'],
  );
});

test('an attribute that cannot be read refuses no value', () => {
  const { sections } = readSchemaFile(
    schema('<attribute name="a" type="enum"/><attribute name="b" type="uint" validationType="integerRange"/>'),
    'x',
  );
  assert.equal(sections[0]!.attributes.get('a')!.type, 'string');
  assert.deepEqual(sections[0]!.attributes.get('b')!.validation, { kind: 'other', text: 'integerRange()' });
});

test('hostile names are names like any other', () => {
  const text = `<configSchema><sectionSchema name="__proto__">
    <attribute name="constructor" type="bool" toString="1" hasOwnProperty="2"/>
    <element name="__proto__"><attribute name="prototype" type="bool"/></element>
  </sectionSchema></configSchema>`;
  const { sections, problems } = readSchemaFile(text, 'x');
  assert.deepEqual(problems, []);
  assert.equal(sections[0]!.path, '__proto__');
  assert.deepEqual([...sections[0]!.attributes.keys()], ['constructor']);
  assert.deepEqual([...sections[0]!.elements.keys()], ['__proto__']);
  assert.equal(({} as Record<string, unknown>).prototype, undefined);
});

test('reading is total', () => {
  const fragment = fc.constantFrom(
    ...[
      '<configSchema>',
      '</configSchema>',
      '<sectionSchema name="a">',
      '</sectionSchema>',
      '<collection>',
      '</collection>',
    ],
    ...[
      '<attribute name="a" type="enum">',
      '</attribute>',
      '<enum name="" value=""/>',
      '<element name="e"/>',
      '&lt;',
      '&x;',
      '"',
    ],
    ...[
      '<toString/>',
      '<constructor a="1"/>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '\uFEFF',
      '\u0000',
      '<?xml version="1.0"?>',
    ],
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 12 }), fc.boolean(), (fragments, whole) => {
      const text = whole ? schema(fragments.join('')) : fragments.join('');
      const { sections, problems } = readSchemaFile(text, 'x');
      assert.ok(sections.length > 0 || problems.length > 0 || /<configSchema>.*<\/configSchema>/s.test(text));
      for (const { range } of problems) {
        if (range) assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length);
      }
    }),
    { numRuns: 2000 },
  );
});
