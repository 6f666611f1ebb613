// What a DER object is, told from its structure and never from a file's name or a PEM label.
import { Cursor, Id, attempt } from '../der/element.js';
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
  | 'unknown';

const ANY_PKCS7 = /^1\.2\.840\.113549\.1\.(7\.[1-6]|9\.16\.1\.\d+)$/;

/** Looks only as deep as it must; broken objects are named after what their beginning promises. */
export function sniffDer(bytes: Uint8Array): DerKind {
  if (bytes[0] !== Id.sequence) return 'unknown';
  return attempt(() => sniffSequence(new Cursor(bytes).enter(Id.sequence, 'the object'))).value ?? 'unknown';
}

function sniffSequence(inside: Cursor): DerKind {
  switch (inside.peek()) {
    case Id.objectIdentifier:
      return ANY_PKCS7.test(oidOf(inside, 'the type')) ? 'pkcs7' : 'unknown';
    case Id.integer:
      inside.next();
      return sniffAfterVersion(inside);
    case Id.sequence:
      return sniffSigned(inside);
    default:
      return 'unknown';
  }
}

/** PFX: version, ContentInfo. Private keys: version and numbers, an algorithm, or an octet string. */
function sniffAfterVersion(inside: Cursor): DerKind {
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
  if (body.peek() === 0xa0) return 'certificate';
  const ids: number[] = [];
  while (body.more && ids.length < 7) ids.push(body.next().id);
  const rest = ids[0] === Id.integer ? ids.slice(1) : ids;
  if (rest[0] === Id.sequence && rest[1] === Id.sequence && (rest[2] === Id.utcTime || rest[2] === Id.generalizedTime))
    return 'crl';
  if (ids[0] === Id.integer && ids.length <= 4 && (rest[2] === undefined || rest[2] === 0xa0)) return 'request';
  if (rest[0] === Id.sequence && rest[1] === 0xa0 && rest[3] === Id.integer) return 'attributeCertificate';
  return 'certificate';
}
