// What the bytes of a configuration say against its text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf } from '../../../server/src/core/iis/documents.js';
import { decodeText } from '../../../server/src/host/decode.js';

/** The errors that a file of these bytes has. */
function errorsOf(bytes: Uint8Array): string[] {
  const form = decodeText(bytes);
  if (form.kind !== 'text') assert.fail(form.reason);
  const { text } = form;
  const { errors } = documentOf({ uri: 'file:///a', text, encoding: { name: form.encoding, isLossy: form.lossy } });
  return errors.map(({ code, range }) => `${code} ${text.slice(range.start, range.end)}`);
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

test('a declaration of UTF-16 in a text of single bytes is an error', () => {
  for (const name of ['utf-16', 'UTF-16LE', 'Unicode']) {
    const xml = `<?xml version="1.0" encoding="${name}"?><a/>`;
    assert.deepEqual(errorsOf(utf8(xml)), [`wrong-encoding ${name}`]);
    assert.deepEqual(errorsOf(utf8(`\ufeff${xml}`)), [`wrong-encoding ${name}`]);
    assert.deepEqual(errorsOf(Buffer.from(`\ufeff${xml}`, 'utf16le')), []);
  }
});

test('the first byte that is not valid in the encoding is an error', () => {
  assert.deepEqual(errorsOf(latin1('<a b="M\xfcnchen"/>')), ['invalid-bytes \ufffd']);
  assert.deepEqual(errorsOf(latin1('<a b="M\xfcnchen" c="\xe4" c=""/>')), [
    'invalid-bytes \ufffd',
    'duplicate-attribute c',
  ]);
});

test('what is encoded as it says has no error', () => {
  assert.deepEqual(errorsOf(utf8('<a b="München \ufffd"/>')), []);
  assert.deepEqual(errorsOf(latin1('<?xml version="1.0" encoding="windows-1252"?><a b="M\xfcnchen"/>')), []);
  assert.deepEqual(errorsOf(latin1('<?xml version="1.0" encoding="iso-8859-1"?><a b="M\xfcnchen"/>')), []);
  // As Windows PowerShell copies a file.
  assert.deepEqual(errorsOf(Buffer.from('\ufeff<?xml version="1.0" encoding="utf-8"?><a/>', 'utf16le')), []);
});

test('of a text whose bytes are not known nothing is said', () => {
  const text = '<?xml version="1.0" encoding="utf-16"?><a b="\ufffd"/>';
  assert.deepEqual(documentOf({ uri: 'file:///b', text }).errors, []);
});
