// Certificates that no tool would make, with signatures that hold: the writer of tests' DER, and keys made when tests run.
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readElement } from '../../server/src/core/certificate/der/element.js';
import * as der from './der-writer.js';

export interface SigningKey {
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  /** What subject and authority key identifiers say. */
  readonly identifier: Uint8Array;
}

export function ellipticKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return keyOf(privateKey, publicKey);
}

export function rsaKey(bits: number, publicExponent = 0x10001): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits, publicExponent });
  return keyOf(privateKey, publicKey);
}

function keyOf(privateKey: KeyObject, publicKey: KeyObject): SigningKey {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { privateKey, spki, identifier: createHash('sha1').update(spki).digest() };
}

const RSA_SHA256 = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.tlv(5));

export interface ListParts {
  readonly issuer: der.Der;
  readonly thisUpdate: der.Der;
  readonly nextUpdate: der.Der | null;
  readonly entries?: readonly der.Der[];
  readonly extensions?: readonly der.Der[];
}

/** A revocation list, signed with SHA-256. */
export function signedList(
  { issuer, thisUpdate, nextUpdate, entries = [], extensions = [] }: ListParts,
  key: SigningKey,
): Uint8Array {
  const algorithm = key.privateKey.asymmetricKeyType === 'rsa' ? RSA_SHA256 : der.ECDSA_SHA256;
  const body = der.sequence(
    der.integer(1),
    algorithm,
    issuer,
    thisUpdate,
    ...(nextUpdate === null ? [] : [nextUpdate]),
    ...(entries.length === 0 ? [] : [der.sequence(...entries)]),
    ...(extensions.length === 0 ? [] : [der.tlv(0xa0, der.sequence(...extensions))]),
  );
  return der.sequence(body, algorithm, der.bits(sign('sha256', body, key.privateKey)));
}

/** A certificate for `key`, signed by `issuer` with SHA-256. */
export function signedCertificate(parts: der.CertificateParts, key: SigningKey, issuer: SigningKey): Uint8Array {
  const algorithm = issuer.privateKey.asymmetricKeyType === 'rsa' ? RSA_SHA256 : der.ECDSA_SHA256;
  const draft = der.certificate({ ...parts, algorithm, publicKey: key.spki });
  const { contentStart } = readElement(draft, 0, draft.length);
  const body = draft.subarray(contentStart, readElement(draft, contentStart, draft.length).end);
  return der.sequence(body, algorithm, der.bits(sign('sha256', body, issuer.privateKey)));
}
