// The built-in tables against real schema files, and what the declarations promise.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { builtinDeclarations, builtinSchema } from '../../../../server/src/core/iis/schema/builtin.js';
import { defaultValue, readValue } from '../../../../server/src/core/iis/schema/values.js';
import { readSchemaFile } from '../../../../server/src/core/iis/schema/reader.js';
import { parseXml } from '../../../../server/src/core/xml/parse.js';
import { childElements, type XmlElement } from '../../../../server/src/core/xml/tree.js';
import { attributesIn } from './attributes-in.js';
import { differences } from './differences.js';
import { inCorpus, skipWithoutCorpus } from '../../../support/corpus.js';

/** Every difference between the tables (left) and the files (right), with its reason. */
const expected: Record<string, string> = {
  'system.applicationHost/sites/siteDefaults/logFile@directory: validation {"kind":"nonEmptyString"} / null':
    'defaults have the limits of the entries they stand for, so that no default passes that an entry would fail on',
  'system.applicationHost/sites/siteDefaults/hsts: here / missing': 'added with 1709; this copy of the file is older',
  'system.applicationHost/sites/siteDefaults/traceFailedRequestsLogging@directory: defaultValue "%SystemDrive%\\\\inetpub\\\\logs\\\\FailedReqLogFiles" / "%SystemDrive%\\\\inetpub\\\\FailedReqLogFiles"':
    'the file disagrees with itself between site and siteDefaults; the tables take what a site has',
  'system.applicationHost/sites/applicationDefaults@serviceAutoStartEnabled: here / missing':
    'the file lists fewer attributes for sites/applicationDefaults than for site/applicationDefaults; the tables allow both the same',
  'system.applicationHost/sites/applicationDefaults@serviceAutoStartProvider: here / missing':
    'as serviceAutoStartEnabled',
  'system.applicationHost/sites/applicationDefaults@preloadEnabled: here / missing': 'as serviceAutoStartEnabled',
  'system.applicationHost/applicationPools/applicationPoolDefaults/processModel@requestQueueDelegatorIdentity: here / missing':
    'documented since Windows Server 2012; this copy of the file is older',
  'system.applicationHost/applicationPools[add]/processModel@requestQueueDelegatorIdentity: here / missing':
    'documented since Windows Server 2012; this copy of the file is older',
  'system.applicationHost/sites/siteDefaults/ftpServer: here / missing': 'comes with FTP_schema.xml of the FTP role',
  'system.applicationHost/sites[site]/ftpServer: here / missing': 'comes with FTP_schema.xml of the FTP role',
  'system.applicationHost/sites[site]/hsts: here / missing': 'added with 1709; this copy of the file is older',
  'system.webServer/security/requestFiltering@removeServerHeader: defaultValue "false" / null':
    'the file spells the name of its default `defaultvalue`; the documented default is false',
  'system.webServer/rewrite/outboundRules[rule]/match@filterByTags: defaultValue "None" / null':
    'the file spells the name of its default `default`; None is meant',
};

test(
  'the built-in tables agree with the real schema files, attribute by attribute',
  { skip: skipWithoutCorpus },
  () => {
    const found = new Set<string>();
    const missing = new Set(builtinSchema.paths);
    for (const name of ['IIS_schema.xml', 'rewrite_schema.xml', 'WebDAV_schema.xml']) {
      const file = readSchemaFile(readFileSync(inCorpus('schema/JexusManager', name), 'utf8'), name);
      assert.deepEqual(file.problems, []);
      for (const section of file.sections) {
        const builtin = builtinSchema.section(section.path);
        missing.delete(section.path);
        if (builtin) for (const difference of differences(section.path, builtin, section)) found.add(difference);
        else found.add(`${section.path}: missing / here`);
      }
    }
    assert.deepEqual([...found].sort(), Object.keys(expected).sort());
    assert.deepEqual([...missing], []);
  },
);

test('every table can be read, and every default is a value of its own type', () => {
  for (const path of builtinSchema.paths) {
    const section = builtinSchema.section(path)!;
    assert.equal(section.path, path);
    assert.equal(section.name, path.split('/').at(-1));
    for (const { place, attribute } of attributesIn(path, section)) {
      const value = defaultValue(attribute);
      if (value !== null) assert.deepEqual(readValue(attribute, value), { ok: true, canonical: value }, place);
      assert.equal(attribute.names.length > 0, attribute.type === 'enum' || attribute.type === 'flags', place);
    }
  }
});

test('a section is read once and unknown ones are not there', () => {
  assert.equal(builtinSchema.section('system.webServer/modules'), builtinSchema.section('system.webServer/modules'));
  for (const path of ['system.webserver/modules', 'system.webServer', '__proto__', 'constructor', '']) {
    assert.equal(builtinSchema.section(path), undefined, path);
  }
});

test('elements that hold defaults carry what the entries have, none of it required and no key', () => {
  const sites = builtinSchema.section('system.applicationHost/sites')!;
  const { entry } = sites.collection!;
  const defaults = sites.elements.get('siteDefaults')!;
  assert.deepEqual([...defaults.attributes.keys()], [...entry.attributes.keys()]);
  assert.deepEqual(
    [...defaults.elements.keys()],
    ['bindings', 'limits', 'logFile', 'hsts', 'ftpServer', 'traceFailedRequestsLogging'],
  );
  assert.equal(defaults.collection, null);
  for (const holder of [
    defaults,
    sites.elements.get('applicationDefaults')!,
    entry.elements.get('virtualDirectoryDefaults')!,
  ]) {
    assert.ok(holder.attributes.size > 0);
    for (const { required, isUniqueKey, isCombinedKey } of holder.attributes.values()) {
      assert.deepEqual([required, isUniqueKey, isCombinedKey], [false, false, false]);
    }
  }
});

test('the declarations are those of stock Exchange servers', { skip: skipWithoutCorpus }, () => {
  const folder = inCorpus('configs/exchange-apphost');
  const builtin = new Map(builtinDeclarations.map((declaration) => [declaration.path, declaration]));
  const seen = new Set<string>();
  const others = new Set<string>();
  for (const name of readdirSync(folder)) {
    const document = parseXml(readFileSync(path.join(folder, name), 'utf8'));
    if (document.errors.length > 0) continue;
    for (const { path: section, element } of declaredIn(childElements(document.root!, 'configSections')[0]!, '')) {
      const attribute = (key: string) => element.attributes.find((one) => one.name === key)?.value;
      const mode = attribute('overrideModeDefault') ?? 'Allow';
      const definition = attribute('allowDefinition') ?? 'Everywhere';
      const known = builtin.get(section);
      assert.notEqual(attribute('allowLocation'), 'false');
      if (known?.overrideModeDefault !== mode || known.allowDefinition !== definition) {
        others.add(`${section} ${mode} ${definition}`);
      }
      seen.add(section);
    }
  }
  assert.deepEqual([...others], ['system.webServer/httpCompression Deny AppHostOnly']); // before IIS 10
  assert.ok(seen.size > 60, `${seen.size} sections`);
});

test('what is declared for IIS itself has a table', () => {
  const without = builtinDeclarations.filter(({ path }) => !builtinSchema.section(path)).map(({ path }) => path);
  assert.deepEqual(
    without.filter((path) => !path.startsWith('system.ftpServer/')),
    [
      'system.webServer/proxy',
      'system.webServer/diskCache',
      'system.webServer/system.management.wsmanagement.config',
      'system.webServer/cors',
      'system.webServer/aspNetCore',
      'webFarms',
    ],
  );
});

function declaredIn(group: XmlElement, prefix: string): { path: string; element: XmlElement }[] {
  return childElements(group).flatMap((element) => {
    const path = prefix + (element.attributes.find(({ name }) => name === 'name')?.value ?? '');
    return element.name === 'sectionGroup' ? declaredIn(element, `${path}/`) : [{ path, element }];
  });
}
