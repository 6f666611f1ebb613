// Bytes to text and back: encodings, byte order marks, and what is said of bytes that are no configuration.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodeText, encodeText, firstInvalidUtf8 } from '../../../server/src/core/xml/decode.js';
import { decoder } from './decoder.js';

const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const utf16 = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const swapped = (bytes: Uint8Array) => new Uint8Array(Buffer.from(bytes).swap16());

/** No half of a surrogate pair is in the text. */
const isWellFormed = (text: string) => !/[\ud800-\udfff]/u.test(text);

const xml = '<?xml version="1.0" encoding="utf-8"?><a b="ü€\u{1f600}"/>';

test('UTF-8 and UTF-16 are recognised with and without a byte order mark', () => {
  const cases: [Uint8Array, string, boolean][] = [
    [utf8(xml), 'utf-8', false],
    [utf8(`\ufeff${xml}`), 'utf-8', true],
    [utf16(`\ufeff${xml}`), 'utf-16le', true],
    [utf16(xml), 'utf-16le', false],
    [swapped(utf16(`\ufeff${xml}`)), 'utf-16be', true],
    [swapped(utf16(xml)), 'utf-16be', false],
  ];
  for (const [bytes, encoding, bom] of cases) {
    assert.deepEqual(decodeText(bytes, decoder), { text: xml, encoding, bom });
    assert.deepEqual(encodeText(xml, encoding, bom), bytes);
  }
  assert.deepEqual(decodeText(utf16('\r\n  <a/>'), decoder), { text: '\r\n  <a/>', encoding: 'utf-16le', bom: false });
  assert.deepEqual(decodeText(new Uint8Array(), decoder), { text: '', encoding: 'utf-8', bom: false });
  assert.deepEqual(decodeText(utf8('\ufeff'), decoder), { text: '', encoding: 'utf-8', bom: true });
});

test('the XML declaration names the encoding where the bytes do not', () => {
  const text = `<?xml version='1.0' encoding = 'Windows-1252'?><a b="ü€"/>`;
  const bytes = latin1(text.replace('€', '\x80'));
  assert.deepEqual(decodeText(bytes, decoder), { text, encoding: 'windows-1252', bom: false });
  assert.deepEqual(encodeText(text, 'windows-1252', false), bytes);
  const ascii = '<?xml version="1.0" encoding="us-ascii"?><a/>';
  assert.deepEqual(decodeText(utf8(ascii), decoder), { text: ascii, encoding: 'utf-8', bom: false });
  // Not a declaration: it does not are first, or is a comment.
  assert.equal(decodeText(utf8(' <?xml version="1.0" encoding="latin1"?><a/>'), decoder).encoding, 'utf-8');
  assert.equal(decodeText(utf8('<!-- encoding="latin1" --><a/>'), decoder).encoding, 'utf-8');
  assert.equal(decodeText(utf8('<?xml version="1.0"?><a encoding="latin1"/>'), decoder).encoding, 'utf-8');
});

test('a byte order mark outweighs the declaration', () => {
  const text = '<?xml version="1.0" encoding="iso-8859-1"?><a b="ü"/>';
  assert.deepEqual(decodeText(utf8(`\ufeff${text}`), decoder), { text, encoding: 'utf-8', bom: true });
});

test('what cannot be read is a problem with a sentence and an offset', () => {
  const problem = (bytes: Uint8Array) => {
    const { text, problem } = decodeText(bytes, decoder);
    return [problem?.code, problem?.offset, text];
  };
  assert.deepEqual(problem(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])), ['binary', 4, '']);
  assert.deepEqual(problem(utf8('<a/>\0')), ['binary', 4, '']);
  assert.deepEqual(problem(latin1('<a b="\xfc"/>')), ['invalid-bytes', 6, '<a b="\ufffd"/>']);
  assert.deepEqual(problem(Uint8Array.of(0xef, 0xbb, 0xbf, ...latin1('<a>\xff'))), ['invalid-bytes', 6, '<a>\ufffd']);
  assert.deepEqual(problem(utf16('<a/>').slice(0, 7)), ['invalid-bytes', 6, '<a/\ufffd']);
  const unknown = '<?xml version="1.0" encoding="x-klingon"?><a/>';
  assert.deepEqual(problem(utf8(unknown)), ['unknown-encoding', 30, unknown]);
  const wide = '<?xml version="1.0" encoding="UTF-16"?><a/>';
  assert.deepEqual(problem(utf8(wide)), ['wrong-encoding', 30, wide]);
  assert.deepEqual(problem(new Uint8Array([0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0])), ['unknown-encoding', 0, '']);
  assert.deepEqual(problem(new Uint8Array([0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c])), ['unknown-encoding', 0, '']);
  assert.deepEqual(problem(utf8('a\ufffdb')), [undefined, undefined, 'a\ufffdb']);
  const nothing = decodeText(utf8('<a b="ü"/>'), () => null);
  assert.equal(nothing.text, '<a b="Ã¼"/>');
  assert.equal(decodeText(utf16('<a/>'), () => null).problem?.code, 'unknown-encoding');
});

test('the first invalid byte of UTF-8 is the one at which a strict decoder gives up', () => {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const isValid = (bytes: Uint8Array) => {
    try {
      strict.decode(bytes);
      return true;
    } catch {
      return false;
    }
  };
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc
      .array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc1, 0xc2, 0xe0, 0xa0, 0x9f, 0xed, 0xf0, 0x90, 0x8f, 0xf4, 0xf5), {
        maxLength: 8,
      })
      .map((a) => Uint8Array.from(a)),
    fc.string({ unit: 'grapheme', maxLength: 6 }).map(utf8),
  );
  fc.assert(
    fc.property(bytes, (sample) => {
      const at = firstInvalidUtf8(sample);
      assert.equal(at === -1, isValid(sample));
      if (at !== -1) assert.ok(isValid(sample.subarray(0, at)));
    }),
    { numRuns: 20_000 },
  );
});

test('any text that an encoding can hold comes back from its bytes', () => {
  const texts = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `<a>${text.replaceAll('\0', '')}</a>`);
  fc.assert(
    fc.property(texts, fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'), fc.boolean(), (text, encoding, bom) => {
      const bytes = encodeText(text, encoding, bom);
      if (encoding === 'utf-8') assert.equal(bytes === null, !isWellFormed(text));
      if (bytes === null || !isWellFormed(text)) return;
      assert.deepEqual(decodeText(bytes, decoder), { text, encoding, bom });
    }),
    { numRuns: 3000 },
  );
});

test('every byte of Western European text is written as it is read', () => {
  for (const name of ['windows-1252', 'ISO-8859-1']) {
    const head = `<?xml version="1.0" encoding="${name}"?>`;
    const bytes = Uint8Array.of(...latin1(head), ...Array.from({ length: 255 }, (_, i) => i + 1));
    const { text, encoding, problem } = decodeText(bytes, () => null);
    assert.equal(problem, undefined);
    assert.equal(text.codePointAt(head.length + 0x7f), name === 'windows-1252' ? 0x20ac : 0x80);
    assert.deepEqual(encodeText(text, encoding, false), bytes);
  }
  assert.equal(encodeText('Ω', 'windows-1252', false), null);
  assert.equal(encodeText('€', 'iso-8859-1', false), null);
  assert.equal(encodeText('a', 'shift_jis', false), null);
});

test('other encodings are left to the decoder', () => {
  const bytes = latin1('<?xml version="1.0" encoding="Shift_JIS"?><a>\x83\x41</a>');
  const { text, encoding } = decodeText(bytes, decoder);
  assert.deepEqual([text.slice(-6), encoding], ['>ア</a>', 'shift_jis']);
});

test('any bytes are decoded without an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const { text, problem } = decodeText(bytes, decoder);
      assert.equal(typeof text, 'string');
      if (problem) {
        assert.ok(problem.offset >= 0 && problem.offset < bytes.length);
        assert.match(problem.message, /^[A-Z].*\.$/);
      }
    }),
    { numRuns: 5000 },
  );
});
