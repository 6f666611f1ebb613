// The built-in tables against real schema files, and what the declarations promise.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { builtinDeclarations, builtinSchema } from '../../../../server/src/core/iis/schema/builtin.js';
import { readSchemaFile } from '../../../../server/src/core/iis/schema/reader.js';
import { corpusOrSay } from '../../../support/paths.js';
import { differences } from './differences.js';

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
  'system.applicationHost/sites[site]/hsts: here / missing': 'added with 1709; this copy of the file is older',
  'system.webServer/asp@scriptErrorMessage: defaultValue null / "An error occurred on the server when processing the URL. Please contact the system administrator. <p/> If you are the system administrator please click <a href=\\"http://go.microsoft.com/fwlink/?LinkID=82731\\">here</a> to find out more about this error."':
    'the text of the message is not carried along: nothing asks for it',
  'system.webServer/security/requestFiltering@removeServerHeader: defaultValue "false" / null':
    'the file spells the name of its default `defaultvalue`; the documented default is false',
  'system.webServer/rewrite/outboundRules[rule]/match@filterByTags: defaultValue "None" / null':
    'the file spells the name of its default `default`; None is meant',
};

test('the built-in tables agree with the real schema files, attribute by attribute', () => {
  const corpus = corpusOrSay();
  if (corpus === null) return;
  const found = new Set<string>();
  for (const name of ['IIS_schema.xml', 'rewrite_schema.xml', 'WebDAV_schema.xml']) {
    const file = readSchemaFile(readFileSync(path.join(corpus, 'schema/JexusManager', name), 'utf8'), name);
    assert.deepEqual(file.problems, []);
    for (const section of file.sections) {
      const builtin = builtinSchema.section(section.path);
      if (builtin) for (const difference of differences(section.path, builtin, section)) found.add(difference);
      else found.add(`${section.path}: missing / here`);
    }
  }
  assert.deepEqual([...found], Object.keys(expected));
});
