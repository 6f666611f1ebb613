// Decoders of Microsoft's extensions (MS-WCCE §2.2.2.7, MS-PKCA, KB5014754).
import { latin1, toHex } from '../bytes.js';
import { DerError, Id } from '../der/element.js';
import type { Cursor } from '../der/element.js';
import { oidOf, octetsOf, smallInteger, stringOf, timeOf } from '../der/values.js';
import type { ExtensionValue } from '../model.js';
import type { ExtensionDecoder } from './extension-decoder.js';
import { policies, policyConstraints, policyMappings } from './extensions-path.js';
import { distributionPoints, number } from './extensions-revocation.js';

const NTDS_OBJECTSID = '1.3.6.1.4.1.311.25.2.1';

export const MICROSOFT_DECODERS: readonly (readonly [string, ExtensionDecoder])[] = [
  ['1.3.6.1.4.1.311.20.2', templateName],
  ['1.3.6.1.4.1.311.21.1', caVersion],
  ['1.3.6.1.4.1.311.21.2', previousHash],
  ['1.3.6.1.4.1.311.21.3', (cursor) => number(cursor, 'crlVirtualBase')],
  ['1.3.6.1.4.1.311.21.4', (cursor) => ({ type: 'crlNextPublish', time: timeOf(cursor.bytes, cursor.next()) })],
  ['1.3.6.1.4.1.311.21.7', template],
  ['1.3.6.1.4.1.311.21.10', (cursor) => policies(cursor, 'applicationPolicies')],
  ['1.3.6.1.4.1.311.21.11', (cursor) => policyMappings(cursor, 'applicationPolicyMappings')],
  ['1.3.6.1.4.1.311.21.12', (cursor) => policyConstraints(cursor, 'applicationPolicyConstraints')],
  ['1.3.6.1.4.1.311.21.14', (cursor) => distributionPoints(cursor, 'selfCdp')],
  ['1.3.6.1.4.1.311.25.2', securityIdentifier],
];

function templateName(cursor: Cursor): ExtensionValue {
  const element = cursor.next();
  const name = stringOf(cursor.bytes, element);
  if (name === null) throw new DerError(element.start, 'The name of the template is not a string.');
  return { type: 'templateName', name };
}

function template(cursor: Cursor): ExtensionValue {
  const inside = cursor.enter(Id.sequence, 'the template');
  const oid = oidOf(inside, 'the template');
  const major = inside.optional(Id.integer);
  const minor = inside.optional(Id.integer);
  inside.finish('the template');
  return {
    type: 'template',
    oid,
    major: major === null ? null : smallInteger(cursor.bytes, major),
    minor: minor === null ? null : smallInteger(cursor.bytes, minor),
  };
}

function caVersion(cursor: Cursor): ExtensionValue {
  const version = smallInteger(cursor.bytes, cursor.expect(Id.integer, 'the version'));
  return { type: 'caVersion', certificateIndex: version & 0xffff, keyIndex: Math.floor(version / 0x10000) & 0xffff };
}

function previousHash(cursor: Cursor): ExtensionValue {
  return { type: 'previousCaCertificateHash', hex: toHex(octetsOf(cursor, cursor.expect(Id.octetString, 'the hash'))) };
}

/**
 * GeneralNames with one otherName of type szOID_NTDS_OBJECTSID, whose OCTET STRING holds the SID as ASCII
 * text. Several would leave open which one counts.
 */
function securityIdentifier(cursor: Cursor): ExtensionValue {
  const names = cursor.enter(Id.sequence, 'the names of the security extension');
  let sid: string | null = null;
  while (names.more) {
    const start = names.position;
    const other = names.enter(0xa0, 'the name of the security extension');
    if (oidOf(other, 'the type of the security identifier') !== NTDS_OBJECTSID) continue;
    if (sid !== null) throw new DerError(start, 'The security extension contains several security identifiers.');
    const value = other.enter(0xa0, 'the security identifier');
    const octets = octetsOf(value, value.expect(Id.octetString, 'the security identifier'));
    value.finish('the security identifier');
    other.finish('the name of the security extension');
    sid = latin1(octets);
  }
  if (sid === null) throw new DerError(cursor.position, 'The security extension contains no security identifier.');
  return { type: 'sid', sid };
}
