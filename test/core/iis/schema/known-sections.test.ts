// Names of .NET sections that are known without a schema.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isKnownSectionName, knownDotNetSections } from '../../../../server/src/core/iis/schema/known-sections.js';
import { readSchemaFile } from '../../../../server/src/core/iis/schema/reader.js';
import { inCorpus, skipWithoutCorpus } from '../../../support/corpus.js';

test('sections, groups and what is inside a section are known', () => {
  for (const [name, expected] of [
    ['appSettings', 'section'],
    ['assemblyBinding', 'section'],
    ['runtime/assemblyBinding', 'section'],
    ['system.web', 'group'],
    ['system.web/compilation', 'section'],
    ['system.web/caching', 'group'],
    ['system.web/caching/outputCache', 'section'],
    ['system.net/mailSettings', 'group'],
    ['system.net/mailSettings/smtp', 'section'],
    ['system.serviceModel', 'section'],
    ['system.serviceModel/bindings', 'section'],
    ['microsoft.web.services3', 'section'],
    ['system.web/compilations', undefined],
    ['System.Web', undefined],
    ['system.webServer', undefined],
    ['ExchangeDiagnosticsSection', undefined],
    ['constructor', undefined],
    ['', undefined],
    ['/', undefined],
  ] as const) {
    assert.equal(isKnownSectionName(name), expected, name);
  }
});

test('every section of the .NET schema files is known', { skip: skipWithoutCorpus }, () => {
  for (const name of ['FX_schema.xml', 'ASPNET_schema.xml']) {
    for (const section of readSchemaFile(readFileSync(inCorpus('schema/JexusManager', name), 'utf8'), name).sections) {
      assert.equal(isKnownSectionName(section.path), 'section', section.path);
    }
  }
  assert.ok(knownDotNetSections.size > 75);
});
