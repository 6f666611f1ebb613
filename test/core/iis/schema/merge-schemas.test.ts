// A server's schema files over the built-in tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtinSchema } from '../../../../server/src/core/iis/schema/builtin.js';
import { mergeSchemas } from '../../../../server/src/core/iis/schema/merge-schemas.js';
import { readSchemaFile } from '../../../../server/src/core/iis/schema/reader.js';

function file(section: string, inside: string) {
  const { sections, problems } = readSchemaFile(
    `<configSchema><sectionSchema name="${section}">${inside}</sectionSchema></configSchema>`,
    'x.xml',
  );
  assert.deepEqual(problems, []);
  return { sections };
}

const access = 'system.webServer/security/access';
const sites = 'system.applicationHost/sites';

test('without files the tables hold', () => {
  const schema = mergeSchemas(builtinSchema);
  assert.deepEqual(schema.paths, builtinSchema.paths);
  assert.equal(schema.section(access), builtinSchema.section(access));
  assert.equal(schema.section('nowhere'), undefined);
});

test("a server's section takes the place of the built-in one", () => {
  const schema = mergeSchemas(builtinSchema, file(access, '<attribute name="sslFlags" type="string"/>'));
  assert.equal(schema.section(access)!.attributes.get('sslFlags')!.type, 'string');
  assert.equal(schema.paths.filter((path) => path === access).length, 1);
});

test('third-party sections are added', () => {
  const schema = mergeSchemas(builtinSchema, file('contoso/filter', '<attribute name="on" type="bool"/>'));
  assert.ok(schema.paths.includes('contoso/filter'));
  assert.equal(schema.section('contoso/filter')!.attributes.get('on')!.type, 'bool');
});

test('an extension of a section whose own file is missing adds to the built-in one', () => {
  const ftp = '<element name="ftpServer"><attribute name="allowUTF8" type="bool"/></element>';
  const schema = mergeSchemas(
    builtinSchema,
    file(sites, `<collection addElement="site">${ftp}</collection><element name="siteDefaults">${ftp}</element>`),
  );
  const section = schema.section(sites)!;
  assert.ok(section.collection!.entry.elements.get('ftpServer')!.attributes.has('allowUTF8'));
  assert.ok(section.collection!.entry.attributes.has('name'), 'what the tables have stays');
  assert.equal(section.collection!.defaultElement, 'siteDefaults');
  assert.ok(section.elements.get('siteDefaults')!.elements.get('ftpServer')!.attributes.has('allowUTF8'));
  assert.ok(section.elements.get('siteDefaults')!.elements.has('logFile'));
  const untouched = builtinSchema.section(sites)!.collection!.entry.elements.get('ftpServer')!;
  assert.ok(!untouched.attributes.has('allowUTF8'), 'the tables are untouched');
});

test('run-time extensions change nothing', () => {
  const state = '<attribute name="state" type="string" extension="Some.Thing"/>';
  const schema = mergeSchemas(builtinSchema, file(sites, `<collection addElement="site">${state}</collection>`));
  assert.deepEqual(
    [...schema.section(sites)!.collection!.entry.attributes.keys()],
    [...builtinSchema.section(sites)!.collection!.entry.attributes.keys()],
  );
});

test('a section that several files describe is one, and the later file counts', () => {
  const schema = mergeSchemas(
    builtinSchema,
    file(access, '<attribute name="sslFlags" type="string"/><attribute name="a" type="bool"/>'),
    file(
      access,
      `<attribute name="a" type="uint"/><element name="e"/>
       <collection addElement="allow" clearElement="clear"><attribute name="x" type="string"/></collection>`,
    ),
    file(
      access,
      `<element name="e"><attribute name="inner" type="bool"/></element>
       <collection addElement="deny" removeElement="remove" mergeAppend="false" allowDuplicates="true"><attribute name="y" type="string"/></collection>`,
    ),
  );
  const section = schema.section(access)!;
  assert.deepEqual(
    [...section.attributes.values()].map(({ name, type }) => `${name} ${type}`),
    ['sslFlags string', 'a uint'],
  );
  assert.ok(section.elements.get('e')!.attributes.has('inner'));
  const { entry, ...directives } = section.collection!;
  assert.deepEqual(directives, {
    addElements: ['allow', 'deny'],
    removeElement: 'remove',
    clearElement: 'clear',
    defaultElement: null,
    allowDuplicates: true,
    mergeAppend: false,
    allowUnrecognizedAttributes: false,
  });
  assert.deepEqual([...entry.attributes.keys()], ['x', 'y']);
});
