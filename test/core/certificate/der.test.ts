// The ASN.1 reader: lengths, tags, limits, object identifiers, times, and the tree that views show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cursor, DerError, Id, MAXIMUM_DEPTH, readElement } from '../../../server/src/core/certificate/der/element.js';
import { asn1Children, asn1Path, asn1Roots } from '../../../server/src/core/certificate/der/tree.js';
import { decodeOid, octetsOf, timeOf } from '../../../server/src/core/certificate/der/values.js';
import * as der from '../../support/der-writer.js';

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

function failure(read: () => unknown): { readonly offset: number; readonly message: string } {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof DerError);
    return { offset: error.offset, message: error.message };
  }
  throw new assert.AssertionError({ message: 'nothing was refused' });
}

test('lengths: short, long, not in the shortest form, indefinite', () => {
  assert.equal(readElement(bytes(4, 2, 1, 2), 0, 4).end, 4);
  assert.deepEqual(readElement(bytes(4, 0x81, 2, 1, 2), 0, 5), {
    id: 4,
    tag: 4,
    start: 0,
    contentStart: 3,
    contentEnd: 5,
    end: 5,
  });
  assert.equal(readElement(bytes(4, 0x84, 0, 0, 0, 1, 9), 0, 7).contentStart, 6);
  const indefinite = readElement(bytes(0x30, 0x80, 0x30, 0x80, 2, 1, 5, 0, 0, 0, 0, 9), 0, 12);
  assert.deepEqual([indefinite.contentStart, indefinite.contentEnd, indefinite.end], [2, 9, 11]);
});

test('what is cut off or too large is refused at its offset', () => {
  assert.deepEqual(
    failure(() => readElement(bytes(), 0, 0)),
    { offset: 0, message: 'An element is missing here.' },
  );
  assert.equal(failure(() => readElement(bytes(0x30), 0, 1)).message, 'The length is cut off.');
  assert.equal(
    failure(() => readElement(bytes(0, 0, 4, 0x84, 0xff, 0xff, 0xff, 0xff), 2, 8)).message,
    'The length is larger than any file.',
  );
  assert.deepEqual(
    failure(() => readElement(bytes(7, 4, 5, 1), 1, 4)),
    { offset: 1, message: 'An element of 5 bytes is announced, but only 1 are left.' },
  );
  assert.equal(
    failure(() => readElement(bytes(0x30, 0x80, 2, 1, 1), 0, 5)).message,
    'The end of an element of indefinite length is missing.',
  );
  assert.equal(
    failure(() => readElement(bytes(4, 0x80, 0, 0), 0, 4)).message,
    'Only a constructed element may have an indefinite length.',
  );
  assert.equal(failure(() => readElement(bytes(0x1f, 0x80, 0x80), 0, 3)).message, 'The tag is cut off.');
  assert.equal(
    failure(() => readElement(bytes(0x1f, ...Array.from({ length: 9 }, () => 0xff), 1, 0), 0, 12)).message,
    'The tag number is too large.',
  );
});

test('tags above 30', () => {
  const element = readElement(bytes(0x7f, 0x81, 0x00, 1, 9), 0, 5);
  assert.deepEqual([element.tag, element.contentStart], [128, 4]);
});

test('nesting has a limit, in definite and indefinite lengths', () => {
  let deep: Uint8Array = der.integer(1);
  for (let i = 0; i < 1000; i++) deep = der.sequence(deep);
  const walk = (): void => {
    for (let cursor = new Cursor(deep); ;) cursor = cursor.enter(Id.sequence, 'a level');
  };
  assert.equal(failure(walk).message, `Elements nest deeper than ${MAXIMUM_DEPTH}.`);
  const indefinite = Uint8Array.from(Array.from({ length: 200_000 }, (_, i) => (i % 2 === 0 ? 0x30 : 0x80)));
  assert.equal(
    failure(() => readElement(indefinite, 0, indefinite.length)).message,
    `Elements nest deeper than ${MAXIMUM_DEPTH}.`,
  );
});

test('a cursor says what it expected and what it found', () => {
  const cursor = new Cursor(bytes(0x30, 3, 2, 1, 7, 5, 0));
  const inside = cursor.enter(Id.sequence, 'the list');
  assert.deepEqual(
    failure(() => inside.expect(Id.objectIdentifier, 'the type')),
    { offset: 2, message: 'Expected the type (tag 0x06), found tag 0x02.' },
  );
  inside.next();
  assert.deepEqual(
    failure(() => inside.expect(Id.octetString, 'the value')),
    { offset: 5, message: 'Expected the value (tag 0x04), found the end.' },
  );
  assert.deepEqual(
    failure(() => {
      cursor.finish('the file');
    }),
    { offset: 5, message: '2 bytes too many at the end of the file.' },
  );
});

test('object identifiers: all first arcs, arcs beyond 2⁵³, refusals', () => {
  for (const dotted of [
    '0.0',
    '0.39',
    '1.0',
    '1.39',
    '2.0',
    '2.5.29.17',
    '2.999.3',
    '2.25.329800735698586629295641978511506172918',
    '1.3.9007199254740993',
    '2.18446744073709551536',
  ]) {
    const encoded = der.oid(dotted);
    assert.equal(decodeOid(encoded, 2, encoded.length), dotted);
  }
  assert.equal(failure(() => decodeOid(bytes(), 0, 0)).message, 'An object identifier has no content.');
  assert.deepEqual(
    failure(() => decodeOid(bytes(0x2a, 0x86), 0, 2)),
    { offset: 1, message: 'The last arc of an object identifier is cut off.' },
  );
  assert.equal(
    failure(() => decodeOid(new Uint8Array(1_000_000).fill(0xff), 0, 1_000_000)).message,
    'An object identifier of 1000000 bytes.',
  );
});

test('octet strings in parts are joined', () => {
  const parts = bytes(0x24, 0x80, 4, 1, 1, 0x24, 3, 4, 1, 2, 4, 1, 3, 0, 0);
  const cursor = new Cursor(parts);
  assert.deepEqual([...octetsOf(cursor, cursor.next())], [1, 2, 3]);
});

test('times: UTCTime and GeneralizedTime with their options, and what is not a time', () => {
  const read = (id: number, text: string): string | null => {
    const encoded = der.tlv(id, text);
    return timeOf(encoded, readElement(encoded, 0, encoded.length)).iso;
  };
  assert.equal(read(Id.utcTime, '491231235959Z'), '2049-12-31T23:59:59Z');
  assert.equal(read(Id.utcTime, '500101000000Z'), '1950-01-01T00:00:00Z');
  assert.equal(read(Id.utcTime, '2401010000Z'), '2024-01-01T00:00:00Z');
  assert.equal(read(Id.utcTime, '240101000000+0130'), '2023-12-31T22:30:00Z');
  assert.equal(read(Id.generalizedTime, '99991231235959Z'), '9999-12-31T23:59:59Z');
  assert.equal(read(Id.generalizedTime, '00000101000001Z'), '0000-01-01T00:00:01Z');
  assert.equal(read(Id.generalizedTime, '20240229120000.5Z'), '2024-02-29T12:00:00Z');
  for (const wrong of [
    '230229000000Z',
    '241301000000Z',
    '240101240000Z',
    '240101006000Z',
    'now',
    '',
    '20240101000000Z',
  ])
    assert.equal(read(Id.utcTime, wrong), null, wrong);
  assert.equal(read(Id.generalizedTime, '240101000000Z'), null);
});

test('the tree: types, values, what strings of bytes encapsulate, and the way to a byte', () => {
  const file = der.sequence(
    der.oid('2.5.29.15'),
    der.octets(der.sequence(der.integer(5))),
    der.bits('no ASN.1'),
    der.utf8('Jürgen'),
    der.tlv(0x80, 'mail.contoso.com'),
    der.tlv(0x61),
    der.integer(...Array.from({ length: 20 }, () => 0x7f)),
  );
  const root = asn1Roots(file).nodes[0]!;
  const { nodes, problem, rest } = asn1Children(file, root);
  assert.equal(problem, null);
  assert.equal(rest, null);
  assert.deepEqual(
    nodes.map(({ type, text, oidName, encapsulates }) => [type, text, oidName, encapsulates]),
    [
      ['OBJECT IDENTIFIER', '2.5.29.15', 'Key usage', false],
      ['OCTET STRING', '5 bytes, encapsulates', null, true],
      ['BIT STRING', '64 bits 6e6f2041534e2e31', null, false],
      ['UTF8String', 'Jürgen', null, false],
      ['[0]', 'mail.contoso.com', null, false],
      ['[APPLICATION 1]', null, null, false],
      ['INTEGER', '7f'.repeat(20), null, false],
    ],
  );
  const inner = asn1Children(file, nodes[1]!).nodes[0]!;
  assert.deepEqual([inner.type, inner.depth], ['SEQUENCE', 2]);
  const five = file.indexOf(5, inner.contentStart);
  assert.deepEqual(
    asn1Path(file, five).map(({ type }) => type),
    ['SEQUENCE', 'OCTET STRING', 'SEQUENCE', 'INTEGER'],
  );
});

test('the tree of many children comes in pages, and shows what is before a mistake', () => {
  const many = der.sequence(...Array.from({ length: 2500 }, () => der.integer(1)));
  const root = asn1Roots(many).nodes[0]!;
  const first = asn1Children(many, root, 1000);
  const second = asn1Children(many, root, 1000, first.rest!);
  const third = asn1Children(many, root, 1000, second.rest!);
  assert.deepEqual([first.nodes.length, second.nodes.length, third.nodes.length, third.rest], [1000, 1000, 500, null]);
  const broken = der.sequence(der.integer(1), bytes(4, 9, 1));
  const answer = asn1Children(broken, asn1Roots(broken).nodes[0]!);
  assert.equal(answer.nodes.length, 1);
  assert.equal(answer.problem?.offset, 5);
});
