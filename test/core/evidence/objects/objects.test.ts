// Objects with properties come out of four notations alike, with the places of their values.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { embeddedText } from '../../../../server/src/core/evidence/objects/clixml-text.js';
import {
  booleanOf,
  everyObject,
  textOf,
  textsOf,
  valueOf,
  type EvidenceObject,
} from '../../../../server/src/core/evidence/objects/model.js';
import { readObjects } from '../../../../server/src/core/evidence/objects/read.js';
import { parseXml } from '../../../../server/src/core/xml/parse.js';

const read = (text: string): readonly EvidenceObject[] => readObjects(text, () => parseXml(text)).objects;
const cliXml = (inner: string): string =>
  `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${inner}</Objs>`;

const forms: Readonly<Record<string, string>> = {
  list: '\r\n\r\nName        : owa\r\nBasic       : True\r\nDomains     : {mail.contoso.com, owa.contoso.com}\r\nLevel       : Ignore\r\n',
  json: '[{"Name":"owa","Basic":true,"Domains":["mail.contoso.com","owa.contoso.com"],"Level":{"value":0,"Value":"Ignore"}}]',
  clixml: cliXml(
    '<Obj RefId="0"><TN RefId="0"><T>A</T></TN><Props><S N="Name">owa</S><B N="Basic">true</B><Obj N="Domains" RefId="1"><LST><S>mail.contoso.com</S><S>owa.contoso.com</S></LST></Obj><Obj N="Level" RefId="2"><ToString>Ignore</ToString><I32>0</I32></Obj></Props></Obj>',
  ),
};

for (const [name, text] of Object.entries(forms)) {
  test(`${name}: scalars, lists and enumerations with their places`, () => {
    const [object, ...others] = read(text);
    assert.equal(others.length, 0);
    assert.equal(textOf(object!, 'name')!.text, 'owa');
    assert.equal(booleanOf(object!, 'BASIC')!.value, true);
    assert.equal(textOf(object!, 'Level')!.text, 'Ignore');
    const domains = textsOf(object!, 'Domains')!;
    assert.deepEqual(
      domains.texts.map(({ text: value }) => value),
      ['mail.contoso.com', 'owa.contoso.com'],
    );
    for (const placed of [textOf(object!, 'Name')!, ...domains.texts]) {
      assert.equal(text.slice(placed.range.start, placed.range.end), placed.text);
    }
  });
}

test('CSV: separators, quotes, type line, and type names that hide a collection', () => {
  for (const [mark, line] of [
    [',', '"owa, too","True","System.String[]"'],
    [';', 'owa;True;"System.String[]"'],
  ] as const) {
    const text = `#TYPE Deserialized.A\r\nName${mark}"Basic"${mark}Domains\r\n${line}\r\n"x"\r\n`;
    const objects = read(text);
    assert.equal(objects.length, 2);
    assert.deepEqual(objects[0]!.types, ['Deserialized.A']);
    assert.equal(textOf(objects[0]!, 'Name')!.text, mark === ',' ? 'owa, too' : 'owa');
    assert.equal(booleanOf(objects[0]!, 'Basic')!.value, true);
    assert.equal(textsOf(objects[0]!, 'Domains')!.isCut, true);
    assert.equal(valueOf(objects[1]!, 'Basic'), null);
  }
});

test('CSV: a quotation mark that no one doubled belongs to its cell, and the record goes on', () => {
  const [object] = read('Name,Basic\r\n"CN=Jane "JD" Doe" ,"True"\r\n');
  assert.equal(textOf(object!, 'Name')!.text, 'CN=Jane "JD" Doe');
  assert.equal(booleanOf(object!, 'Basic')!.value, true);
});

test('a list: what was cut off is unknown, wrapped values go on, prose and prompts are not objects', () => {
  const text = [
    'PS C:\\> Get-Thing | fl',
    'Note : this is prose',
    '',
    'Names   : {a, b, c, d...}',
    'Long    : CN=Configuration,DC=contoso,',
    '          DC=com',
    'Short   : mail.cont…',
    'Message : first',
    '',
    '          second',
    'Empty   :',
    '',
    'Name : other',
    'More : True',
    '',
  ].join('\r\n');
  const [first, second, ...others] = read(text);
  assert.equal(others.length, 0);
  const names = textsOf(first!, 'Names')!;
  assert.equal(names.isCut, true);
  assert.equal(names.texts.length, 3);
  assert.equal(textOf(first!, 'Long')!.text, 'CN=Configuration,DC=contoso,\nDC=com');
  assert.equal(textOf(first!, 'Short'), null);
  assert.equal(textOf(first!, 'Message')!.text, 'first\nsecond');
  assert.equal(textOf(first!, 'Empty'), null);
  assert.equal(textOf(second!, 'Name')!.text, 'other');
});

test('CliXml: references, circles, dictionaries, and what is missing below the depth', () => {
  const text = cliXml(
    '<Obj RefId="0"><MS><Obj N="A" RefId="1"><MS><S N="x">1</S><Ref N="up" RefId="0"/></MS></Obj><Ref N="B" RefId="1"/>' +
      '<Ref N="gone" RefId="99"/><Obj N="deep" RefId="2"><ToString>Some.Type</ToString></Obj>' +
      '<Obj N="d" RefId="3"><DCT><En><S N="Key">1.2</S><B N="Value">true</B></En></DCT></Obj></MS></Obj>',
  );
  const [root] = read(text);
  const b = valueOf(root!, 'B')!.object!;
  assert.equal(textOf(b, 'x')!.text, '1');
  assert.equal(valueOf(b, 'up')!.isCut, true);
  assert.equal(valueOf(root!, 'gone')!.isCut, true);
  assert.equal(valueOf(root!, 'deep')!.object, null);
  assert.equal(booleanOf(valueOf(root!, 'd')!.object!, '1.2')!.value, true);
  assert.equal([...everyObject([root!])].length, 3);
});

test('CliXml: a hundred thousand levels and references that double each level end', () => {
  const depth = 100_000;
  assert.doesNotThrow(() => read(cliXml('<Obj RefId="1"><MS>'.repeat(depth) + '</MS></Obj>'.repeat(depth))));
  const levels = Array.from(
    { length: 40 },
    (_, i) => `<Obj RefId="${i + 1}"><MS><Ref N="a" RefId="${i}"/><Ref N="b" RefId="${i}"/></MS></Obj>`,
  );
  const objects = read(cliXml(`<Obj RefId="0"><MS><S N="x">1</S></MS></Obj>${levels.join('')}`));
  assert.equal([...everyObject(objects)].length, 41);
});

test('names that every object has are no properties', () => {
  const [object] = read('{"a":1}');
  for (const name of ['__proto__', 'constructor', 'toString']) assert.equal(valueOf(object!, name), null);
  const [hostile] = read('{"__proto__":{"Enabled":false},"b":2}');
  assert.equal(valueOf(hostile!, 'Enabled'), null);
});

test('an embedded text is what the tree decodes, and every range leads back to what was written', () => {
  const inner = '<a b="1 &amp; 2">\r\n\t_x0041_ ü\u0001</a>';
  const escaped = inner
    .replaceAll('_x', '_x005F_x')
    .replace(/[\r\n\t\u0001]/g, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  const text = cliXml(`<Obj RefId="0"><MS><S N="x">${escaped}</S></MS></Obj>`);
  const value = valueOf(read(text)[0]!, 'x')!;
  assert.equal(value.text, inner);
  const embedded = embeddedText(text, value.range);
  assert.equal(embedded.text, inner);
  const at = inner.indexOf('1 &amp;');
  const outer = embedded.outer({ start: at, end: at + 7 });
  assert.equal(text.slice(outer.start, outer.end), '1 &amp;amp;');
  const tag = embedded.outer({ start: 0, end: 2 });
  assert.equal(text.slice(tag.start, tag.end), '&lt;a');
});

test('any text at all is read without a throw, and every place lies in it', () => {
  const seeds = Object.values(forms);
  const mutated = fc
    .tuple(fc.constantFrom(...seeds), fc.nat(400), fc.nat(40), fc.string({ maxLength: 12 }))
    .map(([seed, at, gone, put]) => seed.slice(0, at) + put + seed.slice(at + gone));
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ maxLength: 200 })), (text) => {
      for (const object of everyObject(read(text))) {
        for (const { value } of object.properties) {
          assert.ok(value.range.start >= 0 && value.range.end <= text.length && value.range.start <= value.range.end);
        }
      }
    }),
    { numRuns: 500 },
  );
});
