// Two spellings of one file compare equal, in the spelling that VS Code uses.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalUri, fileNameOf, folderOf, isInside } from '../../server/src/host/uri.js';

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
  assert.equal(isInside('file:///srv/a', 'file:///srv/a/web.config'), true);
  assert.equal(isInside('file:///srv/a', 'file:///srv/ab/web.config'), false);
  assert.equal(isInside('file:///', 'file:///srv'), true);
});
