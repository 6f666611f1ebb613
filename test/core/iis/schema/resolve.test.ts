// What an XML element inside a section is to the schema.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtinSchema } from '../../../../server/src/core/iis/schema/builtin.js';
import {
  allowsUnrecognizedAttributes,
  attributesOf,
  childNames,
  isAllowedEverywhere,
  keyAttributes,
  resolveElement,
  type Resolved,
} from '../../../../server/src/core/iis/schema/resolve.js';

const windows = builtinSchema.section('system.webServer/security/authentication/windowsAuthentication')!;
const sites = builtinSchema.section('system.applicationHost/sites')!;

function resolved(section: typeof windows, ...path: string[]): Resolved {
  const result = resolveElement(section, path);
  assert.notEqual(result.kind, 'unknown');
  return result as Resolved;
}

test('elements, entries and directives are told apart', () => {
  assert.deepEqual(resolved(windows), { kind: 'section', schema: windows });
  assert.equal(resolved(windows, 'providers').kind, 'element');
  assert.equal(resolved(windows, 'providers', 'add').kind, 'entry');
  assert.equal(resolved(windows, 'providers', 'remove').kind, 'remove');
  assert.equal(resolved(windows, 'providers', 'clear').kind, 'clear');
  assert.equal(resolved(windows, 'extendedProtection', 'spn').kind, 'entry');
  assert.equal(resolved(windows, 'extendedProtection', 'clearSpns').kind, 'clear');
  assert.equal(resolved(sites, 'site', 'application', 'virtualDirectory').kind, 'entry');
  assert.equal(resolved(sites, 'siteDefaults', 'logFile').kind, 'element');
});

test('the first name that the schema does not have is reported, with what it is in', () => {
  const result = resolveElement(windows, ['providers', 'clear', 'x', 'y']);
  assert.ok(result.kind === 'unknown');
  assert.equal(result.depth, 2);
  assert.equal(result.parent.kind, 'clear');
  for (const path of [['Providers'], ['provider'], ['extendedProtection', 'add'], ['constructor'], ['providers', '']]) {
    assert.equal(resolveElement(windows, path).kind, 'unknown', path.join('/'));
  }
});

test('attributes are those of the entry, of a remove the keys, of a clear none', () => {
  assert.deepEqual([...attributesOf(resolved(windows, 'providers', 'add')).keys()], ['value']);
  const modules = builtinSchema.section('system.webServer/modules')!;
  assert.deepEqual([...attributesOf(resolved(modules, 'add')).keys()], ['name', 'type', 'preCondition']);
  assert.deepEqual([...attributesOf(resolved(modules, 'remove')).keys()], ['name']);
  assert.equal(attributesOf(resolved(modules, 'clear')).size, 0);
  assert.ok(attributesOf(resolved(modules)).has('runAllManagedModulesForAllRequests'));
  const bindings = resolved(sites, 'site', 'bindings', 'binding');
  assert.ok(bindings.kind === 'entry');
  assert.deepEqual(
    keyAttributes(bindings.collection).map(({ name }) => name),
    ['protocol', 'bindingInformation'],
  );
});

test('child names are what may be below', () => {
  assert.deepEqual(childNames(resolved(windows)), ['providers', 'extendedProtection']);
  assert.deepEqual(childNames(resolved(windows, 'providers')), ['add', 'remove', 'clear']);
  assert.deepEqual(childNames(resolved(windows, 'providers', 'clear')), []);
  assert.deepEqual(childNames(resolved(sites)), [
    'site',
    'siteDefaults',
    'applicationDefaults',
    'virtualDirectoryDefaults',
  ]);
});

test('attributes outside the schema are allowed where it says so', () => {
  const stores = builtinSchema.section('system.webServer/webdav/globalSettings')!;
  assert.ok(allowsUnrecognizedAttributes(resolved(stores, 'propertyStores', 'add')));
  assert.ok(!allowsUnrecognizedAttributes(resolved(stores, 'propertyStores')));
  const authoring = builtinSchema.section('system.webServer/webdav/authoring')!;
  assert.ok(allowsUnrecognizedAttributes(resolved(authoring, 'locks')));
  assert.ok(allowsUnrecognizedAttributes(resolved(authoring, 'properties', 'remove')));
  assert.ok(!allowsUnrecognizedAttributes(resolved(authoring, 'properties', 'clear')));
  assert.ok(!allowsUnrecognizedAttributes(resolved(windows)));
});

test('locks, configSource and namespaces may be on every element', () => {
  for (const name of [
    'lockItem',
    'lockAttributes',
    'lockAllElementsExcept',
    'configSource',
    'configProtectionProvider',
    'xmlns',
    'xmlns:x',
  ]) {
    assert.ok(isAllowedEverywhere(name), name);
  }
  for (const name of ['lockitem', 'childSource', 'xdt:Transform', 'overrideMode', 'xmlnsx']) {
    assert.ok(!isAllowedEverywhere(name), name);
  }
});
