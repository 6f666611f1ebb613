// Bytes of any encoding that IIS files come in become text, and the same bytes again.
import { strict as assert } from 'node:assert';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText, encodeText, type DecodedText } from '../../server/src/host/decode.js';

const bytes = (text: string, encoding: BufferEncoding): Uint8Array => Buffer.from(text, encoding);
const xml = '<?xml version="1.0" encoding="UTF-8"?>\r\n<configuration note="ü€😀" />';

function decoded(input: Uint8Array): DecodedText {
  const result = decodeText(input);
  if (result.kind !== 'text') assert.fail(result.reason);
  return result;
}

test('a byte order mark decides and is not a part of the text', () => {
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const marked = bytes(`\ufeff${xml}`, encoding);
    const result = decoded(marked);
    assert.equal(result.text, xml);
    assert.equal(result.byteOrderMark, true);
    assert.deepEqual(Buffer.from(encodeText(result.text, result)!), marked);
  }
  const big = Buffer.from(`\ufeff${xml}`, 'utf16le').swap16();
  assert.equal(decoded(big).text, xml);
  assert.deepEqual(Buffer.from(encodeText(xml, decoded(big))!), big);
});

test('UTF-16 is recognised without a mark', () => {
  assert.equal(decoded(bytes(xml, 'utf16le')).encoding, 'utf-16le');
  assert.equal(decoded(Buffer.from(xml, 'utf16le').swap16()).encoding, 'utf-16be');
});

test('the declaration names an encoding', () => {
  const text = '<?xml version="1.0" encoding="windows-1251"?><a b="ж" />';
  const raw = Uint8Array.from(text, (character) => (character === 'ж' ? 0xe6 : character.charCodeAt(0)));
  const result = decoded(raw);
  assert.equal(result.text, text);
  // Such a file can be read but is not written.
  assert.equal(encodeText(text, result), null);
});

test('what says UTF-16 and is read byte by byte is UTF-8', () => {
  const text = '<?xml version="1.0" encoding="utf-16"?><a/>';
  assert.equal(decoded(bytes(text, 'utf8')).text, text);
});

test('bytes that mean nothing are told from a replacement character that is in the file', () => {
  assert.equal(decoded(Uint8Array.of(0x3c, 0x61, 0xff, 0x2f, 0x3e)).lossy, true);
  assert.equal(decoded(bytes('<a b="\ufffd"/>', 'utf8')).lossy, false);
});

test('binary files and unknown encodings are refused with a reason', () => {
  assert.deepEqual(decodeText(Uint8Array.of(0x4d, 0x5a, 0, 1, 2)), { kind: 'unreadable', reason: 'it is binary' });
  assert.deepEqual(decodeText(bytes('<?xml version="1.0" encoding="klingon"?><a/>', 'utf8')), {
    kind: 'unreadable',
    reason: "its encoding 'klingon' is not supported",
  });
  assert.equal(decodeText(Uint8Array.of(0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0)).kind, 'unreadable');
});

test('decoding is total', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
      const result = decodeText(input);
      if (result.kind === 'text' && !result.lossy) {
        const again = encodeText(result.text, result);
        if (again !== null) assert.deepEqual(again, input);
      }
    }),
  );
});
