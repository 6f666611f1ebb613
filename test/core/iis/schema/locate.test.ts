// From an element of a configuration file to its section.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtinSchema } from '../../../../server/src/core/iis/schema/builtin.js';
import { locate } from '../../../../server/src/core/iis/schema/locate.js';
import { parseXml } from '../../../../server/src/core/xml/parse.js';
import { childElements, type XmlElement } from '../../../../server/src/core/xml/tree.js';

const text = `<configuration>
  <configSections><sectionGroup name="system.webServer"><section name="modules"/></sectionGroup></configSections>
  <location path="Default Web Site"><system.webServer><security><authentication><windowsAuthentication>
    <providers><clear/><add value="NTLM"/><append/></providers>
  </windowsAuthentication></authentication></security></system.webServer></location>
  <system.webServer><modules/></system.webServer>
  <system.web><compilation/></system.web>
</configuration>`;

/** The first element of that name, wherever it stands. */
function find(name: string, from: XmlElement = parseXml(text).root!): XmlElement | null {
  if (from.name === name) return from;
  for (const child of childElements(from)) {
    const found = find(name, child);
    if (found) return found;
  }
  return null;
}

test('an element is located in its section', () => {
  for (const [name, path, kind] of [
    ['windowsAuthentication', [], 'section'],
    ['providers', ['providers'], 'element'],
    ['clear', ['providers', 'clear'], 'clear'],
    ['add', ['providers', 'add'], 'entry'],
    ['append', ['providers', 'append'], 'unknown'],
  ] as const) {
    const located = locate(find(name)!, builtinSchema)!;
    assert.equal(located.section.path, 'system.webServer/security/authentication/windowsAuthentication');
    assert.equal(located.sectionElement.name, 'windowsAuthentication');
    assert.deepEqual(located.path, path);
    assert.equal(located.resolved.kind, kind);
    assert.equal(located.place, [located.section.path, ...path].join('/'));
  }
  assert.equal(locate(find('modules')!, builtinSchema)!.section.path, 'system.webServer/modules');
});

test('what is in no section of the schema is not located', () => {
  for (const name of ['configuration', 'location', 'system.webServer', 'security', 'section', 'compilation']) {
    assert.equal(locate(find(name)!, builtinSchema), null, name);
  }
  assert.equal(locate(parseXml('<system.webServer><modules/></system.webServer>').root!, builtinSchema), null);
});

test('no section lies inside another', () => {
  for (const path of builtinSchema.paths) {
    assert.deepEqual(
      builtinSchema.paths.filter((other) => other.startsWith(`${path}/`)),
      [],
    );
  }
});
