// The sentences for hovers: each belongs to something that exists, and nothing that matters is without one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtinSchema } from '../../../../server/src/core/iis/schema/builtin.js';
import {
  attributeMeaning,
  describeFlags,
  elementMeaning,
  meaningKeys,
  nameMeaning,
} from '../../../../server/src/core/iis/schema/meanings/meanings.js';
import { attributesOf, isAllowedEverywhere, resolveElement } from '../../../../server/src/core/iis/schema/resolve.js';
import { attributesIn } from './attributes-in.js';

const declared: Record<string, readonly string[]> = {
  location: ['path', 'overrideMode', 'allowOverride', 'inheritInChildApplications'],
  section: ['name', 'type', 'overrideModeDefault', 'allowDefinition', 'allowLocation'],
  sectionGroup: ['name'],
};

test('every key names an element, attribute or name of the schema', () => {
  for (const key of meaningKeys) {
    const [, place = '', attribute, name] = /^([^@]*)(?:@([^=]*)(?:=(.*))?)?$/.exec(key)!;
    if (place === '') {
      assert.ok(isAllowedEverywhere(attribute!), key);
    } else if (place in declared) {
      if (attribute !== undefined) assert.ok(declared[place]!.includes(attribute), key);
    } else {
      const path = builtinSchema.paths
        .filter((one) => `${place}/`.startsWith(`${one}/`))
        .sort((a, b) => b.length - a.length)[0]!;
      const resolved = resolveElement(
        builtinSchema.section(path)!,
        place.slice(path.length).split('/').filter(Boolean),
      );
      assert.ok(resolved.kind !== 'unknown', key);
      if (attribute === undefined) continue;
      const schema = attributesOf(resolved).get(attribute);
      assert.ok(schema, key);
      if (name !== undefined)
        assert.ok(
          schema.names.some((one) => one.name === name),
          key,
        );
    }
  }
});

test('sections, attributes and names of what certificate based authentication is on all have a meaning', () => {
  for (const path of builtinSchema.paths) {
    const matters =
      path.startsWith('system.webServer/security/authentication/') ||
      ['system.webServer/security/access', 'system.webServer/serverRuntime', 'system.webServer/modules'].includes(path);
    if (!matters) continue;
    assert.ok(elementMeaning(path), path);
    for (const { place, attribute } of attributesIn(path, builtinSchema.section(path)!)) {
      const at = place.slice(0, place.indexOf('@'));
      assert.ok(attributeMeaning(at, attribute.name), place);
      for (const { name } of attribute.names) assert.ok(nameMeaning(at, attribute.name, name), `${place}=${name}`);
    }
  }
});

test('meanings are sentences of readable length', () => {
  for (const key of meaningKeys) {
    const [, place = '', attribute = '', name] = /^([^@]*)(?:@([^=]*)(?:=(.*))?)?$/.exec(key)!;
    const text =
      name !== undefined
        ? nameMeaning(place, attribute, name)
        : attribute === ''
          ? elementMeaning(place)
          : attributeMeaning(place, attribute);
    assert.match(text!, /^[A-Z*].*\.$/s, key);
    assert.ok(text!.length <= 300, key);
  }
});

test('lock attributes mean the same everywhere, and nothing else does', () => {
  assert.equal(attributeMeaning('system.webServer/modules/add', 'lockItem'), attributeMeaning('anywhere', 'lockItem'));
  assert.ok(attributeMeaning('anywhere', 'lockItem'));
  assert.equal(attributeMeaning('anywhere', 'enabled'), undefined);
  assert.equal(elementMeaning('constructor'), undefined);
});

test('flags are described in the order of the schema', () => {
  const place = 'system.webServer/security/access';
  const { attributes } = builtinSchema.section(place)!;
  const sslFlags = attributes.get('sslFlags')!;
  const described = describeFlags(place, sslFlags, 'ssl128,SslRequireCert');
  assert.deepEqual(
    described.map(({ name }) => name),
    ['SslRequireCert', 'Ssl128'],
  );
  assert.match(described[0]!.meaning!, /403\.7/);
  assert.deepEqual(describeFlags(place, sslFlags, 'SslMapCert'), []);
  const enabled = builtinSchema.section('system.webServer/serverRuntime')!.attributes.get('enabled')!;
  assert.deepEqual(describeFlags('system.webServer/serverRuntime', enabled, 'true'), []);
});
