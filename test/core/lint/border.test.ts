// The border of settings files: no path leads out of the folder, to another machine, or to another kind of
// place.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProject } from '../../../server/src/core/create-project.js';
import { borderOf, resolveInside } from '../../../server/src/core/lint/border.js';

const folder = 'file:///c%3A/contoso/exch01';

for (const [path, uri] of [
  ['owa', `${folder}/owa`],
  ['.\\FrontEnd\\owa', `${folder}/FrontEnd/owa`],
  ['FrontEnd/../owa', `${folder}/owa`],
  ['C:\\Contoso\\EXCH01\\owa', 'file:///c%3A/Contoso/EXCH01/owa'],
  ['a b', `${folder}/a%20b`],
  ['..', null],
  ['owa/../../web', null],
  ['../../../../../../fabrikam/share', null],
  ['/etc/passwd', null],
  ['D:\\other', null],
  ['\\\\fabrikam\\share\\x.config', null],
  ['//fabrikam/share', null],
  ['\\\\.\\pipe\\x', null],
  ['\\\\?\\C:\\contoso\\exch01\\owa', null],
  ['https://fabrikam.example/x', null],
  ['file:///c:/contoso/exch01/owa', null],
] as const) {
  test(`"${path}" means ${uri ?? 'nothing'}`, () => {
    assert.equal(resolveInside(path, folder, folder), uri);
  });
}

test('a wider border lets a path leave its folder', () => {
  assert.equal(resolveInside('../web', folder, 'file:///c%3A/contoso'), 'file:///c%3A/contoso/web');
  assert.equal(resolveInside('../../web', folder, 'file:///c%3A/contoso'), null);
});

test('the innermost border counts, the folder of the file without one', () => {
  const file = `${folder}/.exchange-cba.json`;
  assert.equal(borderOf(file, ['file:///c%3A', 'file:///c%3A/contoso', 'file:///d%3A']), 'file:///c%3A/contoso');
  assert.equal(borderOf(file, []), folder);
});

test('a path that leaves is a finding and is not wanted', () => {
  const text = '{"virtualDirectories":{"Default Web Site/owa":"../../x"},"schemaFolder":"\\\\\\\\fabrikam\\\\share"}';
  const project = createProject({
    files: [{ uri: `${folder}/.exchange-cba.json`, text }],
    schemas: [],
    settings: { termination: 'auto', rules: {} },
  });
  assert.deepEqual(project.wanted, []);
  const marked = project.analysis.findings.map(({ rule, range }) => [rule, text.slice(range.start, range.end)]);
  assert.deepEqual(marked, [
    ['lint/invalid-setting', '"../../x"'],
    ['lint/invalid-setting', '"\\\\\\\\fabrikam\\\\share"'],
  ]);
});
