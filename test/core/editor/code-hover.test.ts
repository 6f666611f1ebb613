// Hover on Windows codes that are written out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeHover } from '../../../server/src/core/editor/code-hover.js';
import { createProject } from '../../../server/src/core/create-project.js';

test('a code is found from its first character to its last, hexadecimal or signed', () => {
  const text = 'fails with 0x80070021 or -2146893042, not 0x80070021f';
  const at = (offset: number): string => codeHover(text, offset)?.markdown ?? '';
  const start = text.indexOf('0x');
  assert.equal(at(start - 1), '');
  for (const offset of [start, start + 5, start + 10])
    assert.match(at(offset), /The configuration section is locked \(`HRESULT_FROM_WIN32\(ERROR_LOCK_VIOLATION\)`\)/);
  assert.match(at(text.indexOf('-214') + 3), /SEC_E_NO_CREDENTIALS/);
  assert.equal(at(text.length - 2), '');
});

test('an unknown code has none', () => {
  for (const text of ['80070021', '0x8fffffff', '-2000000000', '2147024863'])
    assert.equal(codeHover(text, 4), null, text);
});

test('it is there in comments of a configuration, where nothing else has a hover', () => {
  const text = '<configuration>\n  <!-- 500.19: 0x80070021 -->\n</configuration>';
  const uri = 'file:///exch01/applicationHost.config';
  const project = createProject({ files: [{ uri, text }], schemas: [], settings: { termination: 'auto', rules: {} } });
  const hover = project.hover(uri, text.indexOf('0x') + 4);
  assert.equal(hover && text.slice(hover.range.start, hover.range.end), '0x80070021');
});
