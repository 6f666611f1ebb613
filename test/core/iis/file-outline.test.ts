// What is passed on from one version of a file to the next: where its sections are fine by a schema.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileOutline } from '../../../server/src/core/iis/file-outline.js';
import { readConfigurationFile, type ConfigurationFile } from '../../../server/src/core/iis/file.js';
import { builtinSchema } from '../../../server/src/core/iis/schema/builtin.js';
import { violationSteps, violationsOf } from '../../../server/src/core/iis/violations.js';
import { finish } from '../../../server/src/core/text/steps.js';
import { parseXml } from '../../../server/src/core/xml/parse.js';

const fileOf = (text: string): ConfigurationFile => readConfigurationFile('s/web.config', 'webConfig', parseXml(text));
const text =
  '<configuration><system.webServer><httpRedirect enabled="true" /><asp enableParentPaths="true" /></system.webServer></configuration>';

/** By section, whether it is known to be fine before it is looked at. */
const known = (file: ConfigurationFile): boolean[] =>
  file.sections.map((_, index) => FileOutline.of(file).isFine(index, builtinSchema));

test('a section that is written alike is fine in the next version, and one that changed is looked at', () => {
  const file = fileOf(text);
  assert.deepEqual(known(file), [false, false]);
  finish(violationSteps(file, builtinSchema));
  assert.deepEqual(known(file), [true, true]);
  const later = fileOf(text.replace('enableParentPaths="true"', 'enableParentPaths="maybe"'));
  FileOutline.of(file).changedPlaces(FileOutline.of(later));
  assert.deepEqual(known(later), [true, false]);
  finish(violationSteps(later, builtinSchema));
  const [, asp] = later.sections;
  assert.equal(violationsOf({ occurrence: asp!, uri: later.uri, element: asp!.element }, builtinSchema).length, 1);
});

test('what is fine by one schema is not by another', () => {
  const file = fileOf(text);
  finish(violationSteps(file, builtinSchema));
  const outline = FileOutline.of(file);
  const other = { ...builtinSchema };
  assert.equal(outline.isFine(1, other), false);
  outline.markFine(0, other);
  assert.deepEqual(
    [outline.isFine(0, other), outline.isFine(1, other), outline.isFine(1, builtinSchema)],
    [true, false, false],
  );
});
