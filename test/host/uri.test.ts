// Two spellings of one file compare equal, in the spelling that VS Code uses.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalUri, fileNameOf, folderOf, isInside, resolvePath } from '../../server/src/host/uri.js';

test('drive letters, case of the scheme and encoding do not tell files apart', () => {
  for (const [spelling, canonical] of [
    ['file:///C:/inetpub/web.config', 'file:///c%3A/inetpub/web.config'],
    ['FILE:///c%3A/inetpub/web.config', 'file:///c%3A/inetpub/web.config'],
    ['file:///srv/a b/web.config', 'file:///srv/a%20b/web.config'],
    ['file:///srv/a%20b/web.config', 'file:///srv/a%20b/web.config'],
    ["file:///srv/it's (1)!/web.config", 'file:///srv/it%27s%20%281%29%21/web.config'],
    ['file://SERVER/share/web.config', 'file://server/share/web.config'],
    ['file:///srv/folder/', 'file:///srv/folder'],
    ['file:///', 'file:///'],
    ['http://User@[2001:db8::1]:81/x', 'http://user@[2001:db8::1]:81/x'],
    ['vscode-remote://ssh-remote+EXCH01/x', 'vscode-remote://ssh-remote%2Bexch01/x'],
    ['vscode-remote://ssh-remote%2bexch01/x', 'vscode-remote://ssh-remote%2Bexch01/x'],
    ['vscode-vfs://github/o/r/web.config', 'vscode-vfs://github/o/r/web.config'],
    ['untitled:web.config', 'untitled:web.config'],
    ['file:///srv/100%/web.config', 'file:///srv/100%25/web.config'],
    ['file:///srv/%FF/web.config', 'file:///srv/%FF/web.config'],
    ['<stdin>', '<stdin>'],
  ] as const) {
    assert.equal(canonicalUri(spelling), canonical);
  }
});

test('canonicalUri is total and changes nothing a second time', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.webUrl(),
        fc.string().map((s) => `file:///${s}`),
      ),
      (text) => {
        const once = canonicalUri(text);
        assert.equal(canonicalUri(once), once);
      },
    ),
  );
});

test('folders and names', () => {
  assert.equal(folderOf('file:///srv/a%20b/web.config'), 'file:///srv/a%20b');
  assert.equal(fileNameOf('file:///srv/web%20x.config'), 'web x.config');
  assert.equal(fileNameOf('file:///srv/%FF'), '%FF');
  assert.equal(fileNameOf('file:///srv/a:b'), 'a:b');
  assert.equal(fileNameOf('untitled:web.config'), 'web.config');
  assert.equal(isInside('file:///srv/a', 'file:///srv/a/web.config'), true);
  assert.equal(isInside('file:///srv/a', 'file:///srv/ab/web.config'), false);
  assert.equal(isInside('file:///', 'file:///srv'), true);
});

test("a user's path is absolute, a uri, or relative to a folder", () => {
  const folder = 'file:///ws/exch%2001';
  for (const [path, uri] of [
    ['schema', 'file:///ws/exch%2001/schema'],
    ['.\\a\\..\\schema\\', 'file:///ws/exch%2001/schema'],
    ['../schema', 'file:///ws/schema'],
    ['../../../../schema', 'file:///schema'],
    ['${workspaceFolder}/schema', 'file:///ws/exch%2001/schema'],
    ['/srv/100%/schema', 'file:///srv/100%25/schema'],
    ['C:\\Windows\\schema', 'file:///c%3A/Windows/schema'],
    ['\\\\SERVER\\share\\schema', 'file://server/share/schema'],
    ['vscode-vfs://github/schema', 'vscode-vfs://github/schema'],
  ] as const) {
    assert.equal(resolvePath(path, folder), uri, path);
  }
  assert.equal(resolvePath('/srv/schema', 'vscode-remote://ssh+x/home'), 'vscode-remote://ssh%2Bx/srv/schema');
});
