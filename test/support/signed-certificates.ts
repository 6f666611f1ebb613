// Certificates that no tool would make, with signatures that hold: the writer of tests' DER, and keys made
// when tests run.
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

export function edwardsKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
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

const ED25519 = der.sequence(der.oid('1.3.101.112'));
const RSA_SHA256 = der.sequence(der.oid('1.2.840.113549.1.1.11'), der.tlv(5));
const RSA_SHA1 = der.sequence(der.oid('1.2.840.113549.1.1.5'), der.tlv(5));

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

/** A certificate for `key`, signed by `issuer`; the digest counts only where the issuer's key is RSA. */
export function signedCertificate(
  parts: der.CertificateParts,
  key: SigningKey,
  issuer: SigningKey,
  digest: 'sha256' | 'sha1' = 'sha256',
): Uint8Array {
  const type = issuer.privateKey.asymmetricKeyType;
  const rsa = digest === 'sha1' ? RSA_SHA1 : RSA_SHA256;
  const algorithm = type === 'rsa' ? rsa : type === 'ed25519' ? ED25519 : der.ECDSA_SHA256;
  const draft = der.certificate({ ...parts, algorithm, publicKey: key.spki });
  const { contentStart } = readElement(draft, 0, draft.length);
  const body = draft.subarray(contentStart, readElement(draft, contentStart, draft.length).end);
  return der.sequence(body, algorithm, der.bits(sign(type === 'ed25519' ? null : digest, body, issuer.privateKey)));
}

/** The bits of its public key, whose digest OCSP names an issuer by. */
export function publicKeyBits({ spki }: SigningKey): Uint8Array {
  const { contentStart } = readElement(spki, 0, spki.length);
  const algorithm = readElement(spki, contentStart, spki.length);
  return spki.subarray(readElement(spki, algorithm.end, spki.length).contentStart + 1);
}

/**
 * An OCSP response about the certificate that `id` (a CertID) names, by the holder of `key`, valid through
 * 2026.
 */
export function ocspResponse(id: der.Der, status: 'good' | 'revoked', key: SigningKey): Uint8Array {
  const moment = (year: number): der.Der => der.tlv(0x18, `${year}0101000000Z`);
  const state =
    status === 'good' ? der.tlv(0x80) : der.tlv(0xa1, moment(2025), der.tlv(0xa0, der.tlv(0x0a, Buffer.of(1))));
  const answer = der.sequence(id, state, moment(2026), der.tlv(0xa0, moment(2027)));
  const responder = der.tlv(0xa2, der.octets(key.identifier));
  const data = der.sequence(responder, moment(2026), der.sequence(answer));
  const basic = der.sequence(data, der.ECDSA_SHA256, der.bits(sign('sha256', data, key.privateKey)));
  const content = der.sequence(der.oid('1.3.6.1.5.5.7.48.1.1'), der.octets(basic));
  return der.sequence(der.tlv(0x0a, Buffer.of(0)), der.tlv(0xa0, content));
}
