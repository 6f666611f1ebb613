// Zip archives are opened within bounds; bombs, ways out, encryption and damage end in a clause.
import { strict as assert } from 'node:assert';
import { deflateRawSync } from 'node:zlib';
import { test } from 'node:test';
import fc from 'fast-check';
import { openZip, zipLimits } from '../../server/src/intake/zip.js';

interface Made {
  readonly name: string;
  readonly text: string;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** What the directory says instead of the true size. */
  readonly size?: number;
}

function zip(files: readonly Made[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text, stored = false, encrypted = false, size } of files) {
    const packed = stored ? Buffer.from(text) : deflateRawSync(Buffer.from(text));
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(encrypted ? 1 : 0, 2);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size ?? Buffer.byteLength(text), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tail, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, all, end]);
}

const every = (): boolean => true;
const open = (files: readonly Made[], limits = zipLimits): unknown => {
  const opened = openZip(zip(files), every, limits);
  return 'problem' in opened
    ? opened.problem
    : opened.entries.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]);
};

test('files, stored and deflated, with either slash', () => {
  assert.deepEqual(
    open([
      { name: 'a/x.txt', text: 'hello' },
      { name: 'b\\y.txt', text: 'there', stored: true },
      { name: 'c/', text: '' },
    ]),
    [
      ['a/x.txt', 'hello'],
      ['b/y.txt', 'there'],
    ],
  );
});

test('no path leaves the archive', () => {
  for (const name of ['../x', 'a/../../x', '/x', 'C:\\x', 'a//x', '..\\x'])
    assert.deepEqual(open([{ name, text: 'x' }]), [], name);
});

test('bombs, encryption and damage', () => {
  const long = 'a'.repeat(2_000_000);
  assert.equal(open([{ name: 'x', text: long }]), 'its unpacked size exceeds the limit');
  assert.equal(open([{ name: 'x', text: long, size: 10 }]), 'it is damaged');
  assert.equal(open([{ name: 'x', text: 'short', size: 500 }]), 'it is damaged');
  assert.equal(open([{ name: 'x', text: 'x', encrypted: true }]), 'it is encrypted');
  assert.equal(
    open(
      [
        { name: 'x', text: 'xx' },
        { name: 'y', text: 'yy' },
      ],
      { ...zipLimits, totalBytes: 3 },
    ),
    'its unpacked size exceeds the limit',
  );
  assert.equal(
    open(
      [
        { name: 'x', text: 'x' },
        { name: 'y', text: 'y' },
      ],
      { ...zipLimits, files: 1 },
    ),
    'it contains more than 1 files',
  );
  assert.deepEqual(openZip(zip([{ name: 'x', text: 'xx' }]), every, { ...zipLimits, fileBytes: 1 }), {
    entries: [],
    tooLarge: ['x'],
  });
});

test('any bytes at all end without a throw', () => {
  const seed = zip([{ name: 'a', text: 'hello hello hello' }]);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 8 }),
      fc.nat(seed.length),
      (changes, length) => {
        const bytes = Uint8Array.from(seed).slice(0, length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        openZip(bytes, every, { ...zipLimits, totalBytes: 1_000_000, fileBytes: 1_000_000 });
      },
    ),
  );
});
