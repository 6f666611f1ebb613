// Decoders of the extensions that say who a certificate is for and what it may do (RFC 5280 §4.2 and its
// companions).
import { latin1, toHex } from '../bytes.js';
import type { Cursor } from '../der/element.js';
import { DerError, Id } from '../der/element.js';
import { bitStringOf, booleanOf, namedBits, oidOf, octetsOf, smallInteger, stringOf, timeOf } from '../der/values.js';
import type { ExtensionValue, NamedOid } from '../model.js';
import { oidName } from '../oids.js';
import type { ExtensionDecoder } from './extension-decoder.js';
import { readGeneralName, readGeneralNames } from './general-name.js';

const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

const NETSCAPE_TYPES = [
  'sslClient',
  'sslServer',
  'smime',
  'objectSigning',
  'reserved',
  'sslAuthority',
  'smimeAuthority',
  'objectSigningAuthority',
];

export const STANDARD_DECODERS: readonly (readonly [string, ExtensionDecoder])[] = [
  ['2.5.29.9', directoryAttributes],
  ['2.5.29.14', (cursor) => ({ type: 'subjectKeyIdentifier', hex: octetsHex(cursor) })],
  ['2.5.29.15', (cursor) => ({ type: 'keyUsage', usages: bitNames(cursor, KEY_USAGES) })],
  ['2.5.29.16', privateKeyUsagePeriod],
  ['2.5.29.17', (cursor) => ({ type: 'subjectAlternativeName', names: namesIn(cursor) })],
  ['2.5.29.18', (cursor) => ({ type: 'issuerAlternativeName', names: namesIn(cursor) })],
  ['2.5.29.19', basicConstraints],
  ['2.5.29.37', extendedKeyUsage],
  ['1.3.6.1.5.5.7.1.1', (cursor) => accesses(cursor, 'authorityInformationAccess')],
  ['1.3.6.1.5.5.7.1.11', (cursor) => accesses(cursor, 'subjectInformationAccess')],
  ['1.3.6.1.5.5.7.1.3', (cursor) => ({ type: 'qcStatements', statements: leadingOids(cursor, 'a statement') })],
  ['1.3.6.1.5.5.7.1.24', tlsFeature],
  ['1.3.6.1.5.5.7.48.1.5', (cursor) => nothing(cursor, 'ocspNoCheck')],
  ['1.3.6.1.4.1.11129.2.4.2', signedCertificateTimestamps],
  ['1.3.6.1.4.1.11129.2.4.3', (cursor) => nothing(cursor, 'ctPoison')],
  [
    '1.2.840.113549.1.9.15',
    (cursor) => ({ type: 'smimeCapabilities', capabilities: leadingOids(cursor, 'a capability') }),
  ],
  ['2.16.840.1.113730.1.1', (cursor) => ({ type: 'netscapeCertificateType', types: bitNames(cursor, NETSCAPE_TYPES) })],
  ...['2', '3', '4', '7', '8', '12', '13'].map((last) => [`2.16.840.1.113730.1.${last}`, text] as const),
];

function octetsHex(cursor: Cursor): string {
  return toHex(octetsOf(cursor, cursor.expect(Id.octetString, 'a key identifier')));
}

function bitNames(cursor: Cursor, names: readonly string[]): string[] {
  const bits = namedBits(cursor.bytes, bitStringOf(cursor.bytes, cursor.expect(Id.bitString, 'the bits')));
  return bits.map((bit) => names[bit] ?? `bit${bit}`);
}

function namesIn(cursor: Cursor): ReturnType<typeof readGeneralNames> {
  return readGeneralNames(cursor.enter(Id.sequence, 'the names'));
}

export function namedOid(oid: string): NamedOid {
  return { oid, name: oidName(oid) };
}

/** The OID at the start of every SEQUENCE of a list; what follows it is left to the ASN.1 view. */
function leadingOids(cursor: Cursor, what: string): NamedOid[] {
  const list = cursor.enter(Id.sequence, 'the list');
  const oids: NamedOid[] = [];
  while (list.more) oids.push(namedOid(oidOf(list.enter(Id.sequence, what), what)));
  return oids;
}

function directoryAttributes(cursor: Cursor): ExtensionValue {
  return { type: 'subjectDirectoryAttributes', attributes: leadingOids(cursor, 'an attribute') };
}

function privateKeyUsagePeriod(cursor: Cursor): ExtensionValue {
  const inside = cursor.enter(Id.sequence, 'the period');
  const notBefore = inside.optional(0x80);
  const notAfter = inside.optional(0x81);
  inside.finish('the period');
  return {
    type: 'privateKeyUsagePeriod',
    notBefore: notBefore === null ? null : timeOf(cursor.bytes, notBefore),
    notAfter: notAfter === null ? null : timeOf(cursor.bytes, notAfter),
  };
}

function basicConstraints(cursor: Cursor): ExtensionValue {
  const inside = cursor.enter(Id.sequence, 'the basic constraints');
  const authority = inside.optional(Id.boolean);
  const pathLength = inside.optional(Id.integer);
  inside.finish('the basic constraints');
  return {
    type: 'basicConstraints',
    authority: authority !== null && booleanOf(cursor.bytes, authority),
    pathLength: pathLength === null ? null : smallInteger(cursor.bytes, pathLength),
  };
}

function extendedKeyUsage(cursor: Cursor): ExtensionValue {
  const list = cursor.enter(Id.sequence, 'the purposes');
  const purposes: NamedOid[] = [];
  while (list.more) purposes.push(namedOid(oidOf(list, 'a purpose')));
  return { type: 'extendedKeyUsage', purposes };
}

function accesses(cursor: Cursor, type: 'authorityInformationAccess' | 'subjectInformationAccess'): ExtensionValue {
  const list = cursor.enter(Id.sequence, 'the access descriptions');
  const found = [];
  while (list.more) {
    const inside = list.enter(Id.sequence, 'an access description');
    found.push({ method: namedOid(oidOf(inside, 'an access method')), location: readGeneralName(inside) });
    inside.finish('an access description');
  }
  return { type, accesses: found };
}

function tlsFeature(cursor: Cursor): ExtensionValue {
  const list = cursor.enter(Id.sequence, 'the features');
  const features: number[] = [];
  while (list.more) features.push(smallInteger(cursor.bytes, list.expect(Id.integer, 'a feature')));
  return { type: 'tlsFeature', features };
}

function nothing(cursor: Cursor, type: 'ocspNoCheck' | 'ctPoison'): ExtensionValue {
  cursor.expect(Id.nothing, 'the empty value');
  return { type };
}

/** A TLS-encoded SignedCertificateTimestampList inside an OCTET STRING (RFC 6962 §3.3). */
function signedCertificateTimestamps(cursor: Cursor): ExtensionValue {
  const { bytes } = cursor;
  const { contentStart, contentEnd } = cursor.expect(Id.octetString, 'the list of timestamps');
  const size = (at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;
  if (contentEnd - contentStart < 2 || size(contentStart) !== contentEnd - contentStart - 2) {
    throw new DerError(contentStart, 'The length of the list of timestamps is incorrect.');
  }
  const timestamps: { logId: string; ms: number }[] = [];
  for (let at = contentStart + 2; at < contentEnd;) {
    const length = at + 2 <= contentEnd ? size(at) : 0;
    if (length === 0 || at + 2 + length > contentEnd) throw new DerError(at, 'A timestamp is cut off.');
    // Version 1: version (1), log id (32), time (8), …; other versions may be skipped.
    if (bytes[at + 2] === 0 && length >= 41) {
      let ms = 0;
      for (let i = at + 35; i < at + 43; i++) ms = ms * 256 + bytes[i]!;
      timestamps.push({ logId: toHex(bytes, at + 3, at + 35), ms });
    }
    at += 2 + length;
  }
  return { type: 'signedCertificateTimestamps', timestamps };
}

function text(cursor: Cursor): ExtensionValue {
  const element = cursor.next();
  return {
    type: 'text',
    text: stringOf(cursor.bytes, element) ?? latin1(cursor.bytes, element.contentStart, element.contentEnd),
  };
}
