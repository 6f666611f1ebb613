// What a DER object is, told from its structure and never from a file's name or a PEM label.
import { Cursor, Id, attempt } from '../der/element.js';
import type { Element } from '../der/element.js';
import { oidOf } from '../der/values.js';

export type DerKind =
  | 'certificate'
  | 'request'
  | 'crl'
  | 'pkcs7'
  | 'pkcs12'
  | 'privateKey'
  | 'encryptedPrivateKey'
  | 'publicKey'
  | 'attributeCertificate'
  /** A sequence of certificates, from the one nearest the root (ITU-T X.509 §10.1). */
  | 'pkiPath'
  | 'ocspResponse'
  | 'ocspRequest'
  /** Two or three numbers: an RSA public key, or parameters. */
  | 'numbers'
  /** BCFKS of Bouncy Castle. */
  | 'keystore'
  | 'unknown';

const ANY_PKCS7 = /^1\.2\.840\.113549\.1\.(7\.[1-6]|9\.16\.1\.\d+)$/;

/** Looks only as deep as it must; broken objects are named after what their beginning promises. */
export function sniffDer(bytes: Uint8Array): DerKind {
  if (bytes[0] !== Id.sequence) return 'unknown';
  return attempt(() => sniffSequence(new Cursor(bytes).enter(Id.sequence, 'the object'))).value ?? 'unknown';
}

function sniffSequence(inside: Cursor): DerKind {
  switch (inside.peek()) {
    case Id.enumerated:
      return 'ocspResponse';
    case Id.objectIdentifier:
      return ANY_PKCS7.test(oidOf(inside, 'the type')) ? 'pkcs7' : 'unknown';
    case Id.integer:
      return sniffAfterVersion(inside, inside.next());
    case Id.sequence:
      return sniffSigned(inside);
    default:
      return 'unknown';
  }
}

/** PFX: version, ContentInfo. Private keys: version and numbers, an algorithm, or an octet string. */
function sniffAfterVersion(inside: Cursor, version: Element): DerKind {
  if (version.contentEnd - version.contentStart > 8 && inside.peek() === Id.integer) return 'numbers';
  if (inside.peek() === Id.integer || inside.peek() === Id.octetString) return 'privateKey';
  if (inside.peek() !== Id.sequence) return 'unknown';
  const inner = inside.inside(inside.next());
  if (inner.peek() !== Id.objectIdentifier) return 'unknown';
  if (ANY_PKCS7.test(oidOf(inner, 'the type'))) return 'pkcs12';
  return inside.peek() === Id.octetString ? 'privateKey' : 'unknown';
}

/** Two or three parts: a body, an algorithm, bits. */
function sniffSigned(inside: Cursor): DerKind {
  const body = inside.inside(inside.next());
  if (inside.peek() === Id.bitString) return 'publicKey';
  if (inside.peek() === Id.octetString) return 'encryptedPrivateKey';
  if (body.peek() === 0xa0 && !isOcspRequest(new Cursor(body.bytes, body.position, body.end, body.depth)))
    return 'certificate';
  const ids: number[] = [];
  const start = body.position;
  while (body.more && ids.length < 7) ids.push(body.next().id);
  if (ids[0] === Id.sequence && ids[1] === Id.sequence && ids[2] === Id.bitString) return 'pkiPath';
  if (ids.length === 2 && ids[1] === Id.octetString && inside.peek() === Id.sequence) return 'keystore';
  if (isOcspRequest(new Cursor(body.bytes, start, body.end, body.depth))) return 'ocspRequest';
  const rest = ids[0] === Id.integer ? ids.slice(1) : ids;
  if (rest[0] === Id.sequence && rest[1] === Id.sequence && (rest[2] === Id.utcTime || rest[2] === Id.generalizedTime))
    return 'crl';
  if (ids[0] === Id.integer && ids.length <= 4 && (rest[2] === undefined || rest[2] === 0xa0)) return 'request';
  if (rest[0] === Id.sequence && rest[1] === 0xa0 && rest[3] === Id.integer) return 'attributeCertificate';
  return 'certificate';
}

/**
 * The part of a request that may be signed: a version and a name, then what is asked about, by digests and
 * serial number.
 */
function isOcspRequest(body: Cursor): boolean {
  const read = attempt(() => {
    if (body.peek() === 0xa0) body.next();
    if (body.peek() === 0xa1) body.next();
    const name = body.enter(Id.sequence, 'the list').enter(Id.sequence, 'a request').enter(Id.sequence, 'a name');
    name.expect(Id.sequence, 'a digest');
    name.expect(Id.octetString, 'the digest of a name');
    name.expect(Id.octetString, 'the digest of a key');
    name.expect(Id.integer, 'a serial number');
    return true;
  });
  return read.value === true;
}
