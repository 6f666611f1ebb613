// Names of files in output: relative to the working folder, on any machine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relativeName, resolveUri } from '../../server/src/cli/names.js';

for (const [from, uri, name] of [
  ['file:///contoso', 'file:///contoso', '.'],
  ['file:///contoso', 'file:///contoso/a%20b/web.config', 'a b/web.config'],
  ['file:///contoso/a', 'file:///contoso/b/web.config', '../b/web.config'],
  ['file:///contoso/a/b', 'file:///contoso', '../..'],
  ['file:///', 'file:///contoso/x', 'contoso/x'],
  ['file:///contoso', 'file:///contosoware/x', '../contosoware/x'],
  ['file:///c%3A/servers', 'file:///c%3A/servers/exch01/x', 'exch01/x'],
  ['file:///c%3A/servers', 'file:///d%3A/exch01/x', 'd:/exch01/x'],
  ['file:///c%3A/servers', 'file://files/share/x', '//files/share/x'],
  ['file://files/share/a', 'file://files/share/x', '../x'],
  ['file:///contoso', 'file:///contoso/100%', '100%'],
  ['file:///contoso', '<stdin>', '<stdin>'],
  ['file:///contoso', '', '<stdin>'],
  ['file:///contoso', 'vscode-vfs://github/x', 'vscode-vfs://github/x'],
] as const) {
  test(`${uri} seen from ${from}`, () => {
    assert.equal(relativeName(from, uri), name);
  });
}

for (const [path, uri] of [
  ['owa', 'file:///contoso/exch01/owa'],
  ['.\\owa\\web.config', 'file:///contoso/exch01/owa/web.config'],
  ['../be/x y', 'file:///contoso/be/x%20y'],
  ['/srv/x', 'file:///srv/x'],
  ['C:\\Exchange\\owa', 'file:///c%3A/Exchange/owa'],
] as const) {
  test(`${path} in a settings file`, () => {
    assert.equal(resolveUri('file:///contoso/exch01', path), uri);
  });
}
