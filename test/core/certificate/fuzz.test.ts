// Whatever the bytes are: no throw, no hang, offsets inside the file.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pkcs12Crypto } from '../../../server/src/adapters/pkcs12.js';
import { asn1Children, asn1Path, asn1Roots } from '../../../server/src/core/certificate/der/tree.js';
import type { Asn1Node } from '../../../server/src/core/certificate/der/tree.js';
import { readCertificateFile, readCertificateText } from '../../../server/src/core/certificate/file.js';
import type { CertificateFile } from '../../../server/src/core/certificate/file.js';
import { suggestMappings } from '../../../server/src/core/certificate/meaning/alt-security-identities.js';
import { clientReadiness } from '../../../server/src/core/certificate/meaning/readiness.js';
import { openPkcs12 } from '../../../server/src/core/certificate/pkcs12-open.js';
import { rangeOfSpan } from '../../../server/src/core/certificate/place.js';
import { certificateSubjects } from '../../../server/src/core/certificate/subjects.js';
import { revokedEntry } from '../../../server/src/core/certificate/x509/crl.js';
import { NOW, PASSWORD, generatedCertificates } from '../../support/certificates.js';
import * as der from '../../support/der-writer.js';
import { digests } from '../../support/digests.js';

const made = generatedCertificates();
const seeds: Uint8Array[] =
  made === null
    ? [der.certificate(), der.revocationList([der.integer(1)])]
    : [
        made.der('strong'),
        made.der('hardName'),
        made.der('pssKey'),
        made.der('server'),
        made.bundle('chain.p7b'),
        made.bundle('elliptic.pfx'),
        made.bundle('no-mac.pfx'),
        der.revocationList([der.integer(1), der.integer(2)]),
      ];

interface Change {
  readonly at: number;
  readonly kind: 'set' | 'cut' | 'insert' | 'repeat';
  readonly value: number;
}

const change = fc.record<Change>({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('set', 'cut', 'insert', 'repeat'),
  value: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 0x0c, 0x17, 0x1f, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xff),
});

function mutate(seed: Uint8Array, changes: readonly Change[]): Uint8Array {
  let bytes = [...seed];
  for (const { at, kind, value } of changes) {
    const offset = Math.floor(at * bytes.length);
    if (kind === 'set') bytes[offset] = value;
    else if (kind === 'cut')
      bytes = value < 0x80 ? [...bytes.slice(0, offset), ...bytes.slice(offset + value)] : bytes.slice(0, offset);
    else if (kind === 'insert') bytes.splice(offset, 0, value);
    else bytes.splice(offset, 0, ...bytes.slice(offset, offset + value));
  }
  return Uint8Array.from(bytes);
}

const mutated = fc
  .tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([seed, changes]) => mutate(seed, changes));

function check(file: CertificateFile, length: number): void {
  for (const { offset, range, derOffset } of file.problems) {
    assert.ok(Number.isInteger(offset) && offset >= 0 && offset <= length, `offset ${offset} of ${length}`);
    if (range !== null) assert.ok(range.start >= 0 && range.start <= range.end && range.end <= length);
    if (derOffset !== null) assert.ok(derOffset >= 0);
  }
  for (const { model, place } of file.entries) {
    for (const { span, valueSpan } of model.extensions) {
      assert.ok(
        0 <= span.start && span.start <= valueSpan.start && valueSpan.end <= span.end && span.end <= model.der.length,
      );
      const range = rangeOfSpan(file.text, place, span);
      assert.ok(range.start <= range.end && range.end <= Math.max(length, 0));
    }
    if (model.kind === 'crl') for (let i = 0; i < Math.min(model.entryCount, 3); i++) revokedEntry(model, i);
    if (model.kind === 'certificate') suggestMappings(model);
  }
}

test('changed certificates, bundles and lists as bytes', () => {
  fc.assert(
    fc.property(mutated, (bytes) => {
      check(readCertificateFile(bytes, digests), bytes.length);
    }),
    { numRuns: 4000 },
  );
});

test('changed certificates as PEM and as text of any kind', () => {
  fc.assert(
    fc.property(
      mutated,
      fc.constantFrom('CERTIFICATE', 'X509 CRL', 'PKCS7', 'CERTIFICATE REQUEST', 'PRIVATE KEY', 'RSA PRIVATE KEY'),
      (bytes, label) => {
        const text = der.pem(label, bytes);
        check(readCertificateText(text, digests), text.length);
      },
    ),
    { numRuns: 1000 },
  );
  const piece = fc.constantFrom(
    '-----BEGIN CERTIFICATE-----',
    '-----END CERTIFICATE-----',
    '-----BEGIN ',
    '-----',
    '\n',
    '\r\n',
    '=',
    'MIIB',
    'Proc-Type: 4,ENCRYPTED\n\n',
    'Bag Attributes\n',
    'dn: CN=x\n',
    'userCertificate:: ',
    'X509:<I>CN=a<SR>',
    ' ',
    '<SKI>',
    '\u0000',
    '\ud800',
    '\ufeff',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 20 })), { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      check(readCertificateText(text, digests), text.length);
    }),
    { numRuns: 3000, examples: [[['dn: CN=x\n', 'userCertificate:: ', '+']]] },
  );
});

test('any bytes at all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      check(readCertificateFile(bytes, digests), bytes.length);
    }),
    { numRuns: 2000 },
  );
});

test('the ASN.1 tree of changed files', () => {
  fc.assert(
    fc.property(mutated, fc.nat(2000), (bytes, offset) => {
      const visit = (nodes: readonly Asn1Node[], end: number): void => {
        for (const node of nodes) {
          assert.ok(
            node.start < node.contentStart &&
              node.contentStart <= node.contentEnd &&
              node.contentEnd <= node.end &&
              node.end <= end,
          );
          if (node.depth < 8) visit(asn1Children(bytes, node, 50).nodes, node.end);
        }
      };
      visit(asn1Roots(bytes, 50).nodes, bytes.length);
      for (const node of asn1Path(bytes, offset)) assert.ok(node.start <= offset && offset < node.end);
    }),
    { numRuns: 1000 },
  );
});

test('changed PKCS#12 files', { skip: made === null }, async () => {
  const files = [
    made!.bundle('elliptic.pfx'),
    made!.bundle('legacy.pfx'),
    made!.bundle('no-mac.pfx'),
    made!.bundle('key-only.pfx'),
  ];
  const cheap = fc
    .tuple(fc.constantFrom(...files), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([seed, changes]) => mutate(seed, changes));
  await fc.assert(
    fc.asyncProperty(cheap, async (bytes) => {
      const opened = await openPkcs12(
        bytes,
        PASSWORD,
        { ...pkcs12Crypto, mac: () => Promise.resolve('unsupported') },
        digests,
      );
      if (opened.state === 'open') check(opened.file, Infinity);
    }),
    { numRuns: 300, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
  );
});

test('verdicts on changed certificates', async () => {
  await fc.assert(
    fc.asyncProperty(mutated, async (bytes) => {
      const file = readCertificateFile(bytes, digests);
      const { certificates } = await certificateSubjects([{ uri: 'a', file }], { now: NOW, serverNames: [] }, () =>
        Promise.resolve('valid'),
      );
      for (const subject of certificates) assert.ok(clientReadiness(subject).items.length > 5);
    }),
    { numRuns: 1000 },
  );
});

test('sizes that make slow readers stand still', () => {
  const long = 'x'.repeat(1_000_000);
  const names = Array.from({ length: 100_000 }, () => der.tlv(0x82, 'a'));
  const started = performance.now();
  for (const bytes of [
    der.certificate({ subject: der.name([der.COMMON_NAME, der.utf8(long)]) }),
    der.certificate({ extensions: [der.extension('2.5.29.17', der.sequence(Buffer.concat(names)))] }),
    der.certificate({ extensions: Array.from({ length: 20_000 }, () => der.extension('2.5.29.17', der.sequence())) }),
    der.certificate({
      subject: der.name(...Array.from({ length: 50_000 }, () => [der.COMMON_NAME, der.utf8('a')] as const)),
    }),
    der.certificate({ serial: der.tlv(2, Buffer.alloc(1_000_000, 0x7f)) }),
    der.certificate({ extensions: [der.extension('1.2.3', der.octets(Buffer.alloc(3_000_000)))] }),
    Buffer.alloc(2_000_000, 0x30),
    Buffer.from(Array.from({ length: 400_000 }, (_, i) => (i % 2 === 0 ? 0x30 : 0x80))),
    Buffer.from('-----BEGIN CERTIFICATE-----'.repeat(40_000)),
    Buffer.from('-----BEGIN '.repeat(100_000)),
    Buffer.from(`${'Bag Attributes\n'.repeat(50_000)}-----BEGIN CERTIFICATE-----\n`),
    Buffer.from(`dn: x\nuserCertificate:: ${'A\n '.repeat(300_000)}`),
    Buffer.from('X509:<I>'.repeat(100_000)),
    Buffer.from(`-----BEGIN CERTIFICATE-----\n${'\n'.repeat(1_000_000)}`),
  ]) {
    check(readCertificateFile(bytes, digests), bytes.length);
  }
  assert.ok(performance.now() - started < 30_000);
});

test('a revocation list of 50 000 entries and a bundle of 10 000 certificates', () => {
  const list = der.revocationList(
    Array.from({ length: 50_000 }, (_, i) => der.integer(1, i >> 16, (i >> 8) & 255, i & 255)),
  );
  const read = readCertificateFile(list, digests).entries[0]!.model;
  assert.ok(read.kind === 'crl');
  assert.equal(read.entryCount, 50_000);
  assert.equal(revokedEntry(read, 49_999).model?.serialNumber.hex, '0100c34f');
  const block = der.pem('CERTIFICATE', der.certificate());
  const bundle = readCertificateFile(Buffer.from(block.repeat(10_000)), digests);
  assert.equal(bundle.entries.length, 10_000);
});
