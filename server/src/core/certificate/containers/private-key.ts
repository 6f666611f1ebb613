// What may be told about a private key: that it is there, its kind and its size. Its numbers are never kept.
import { Cursor, Id, attempt } from '../der/element.js';
import { bitLength, decodeOid, oidOf } from '../der/values.js';
import { curveOf, keyAlgorithmOf } from '../oids.js';

export interface PrivateKeyKind {
  /** `RSA`, `EC`, …; null when the key is encrypted or cannot be told. */
  readonly algorithm: string | null;
  readonly bits: number | null;
  readonly curve: string | null;
  readonly encrypted: boolean;
}

const UNTOLD: PrivateKeyKind = { algorithm: null, bits: null, curve: null, encrypted: false };
export const ENCRYPTED_KEY: PrivateKeyKind = { ...UNTOLD, encrypted: true };

/** Reads PKCS#8, PKCS#1, SEC 1 and OpenSSL's DSA keys. Total. */
export function privateKeyKind(bytes: Uint8Array): PrivateKeyKind {
  return attempt(() => readKey(new Cursor(bytes).enter(Id.sequence, 'the key'))).value ?? UNTOLD;
}

function readKey(inside: Cursor): PrivateKeyKind {
  if (inside.peek() === Id.sequence) return ENCRYPTED_KEY;
  inside.expect(Id.integer, 'the version');
  if (inside.peek() === Id.sequence) return readPkcs8(inside);
  if (inside.peek() === Id.integer) {
    const number = inside.next();
    const bits = bitLength(inside.bytes, number.contentStart, number.contentEnd);
    let numbers = 2;
    while (inside.more) {
      inside.next();
      numbers++;
    }
    return { ...UNTOLD, algorithm: numbers >= 9 ? 'RSA' : 'DSA', bits };
  }
  inside.expect(Id.octetString, 'the private value');
  const parameters = inside.optional(0xa0);
  return { ...UNTOLD, algorithm: 'EC', ...(parameters === null ? {} : namedCurve(inside.inside(parameters))) };
}

function readPkcs8(inside: Cursor): PrivateKeyKind {
  const algorithm = inside.enter(Id.sequence, 'the algorithm');
  const oid = oidOf(algorithm, 'the algorithm');
  const known = keyAlgorithmOf(oid);
  const name = known?.name ?? oid;
  if (name === 'EC') return { ...UNTOLD, algorithm: name, ...namedCurve(algorithm) };
  if (name === 'DSA' && algorithm.peek() === Id.sequence) {
    const prime = algorithm.enter(Id.sequence, 'the parameters').expect(Id.integer, 'the prime');
    return { ...UNTOLD, algorithm: name, bits: bitLength(inside.bytes, prime.contentStart, prime.contentEnd) };
  }
  if (name.startsWith('RSA')) {
    const key = inside.expect(Id.octetString, 'the key');
    const inner = privateKeyKind(inside.bytes.subarray(key.contentStart, key.contentEnd));
    return { ...inner, algorithm: name };
  }
  return { ...UNTOLD, algorithm: name, bits: known?.bits ?? null };
}

function namedCurve(cursor: Cursor): { curve: string; bits: number | null } | undefined {
  if (cursor.peek() === Id.sequence) return { curve: 'explicit', bits: null };
  if (cursor.peek() !== Id.objectIdentifier) return undefined;
  const element = cursor.next();
  const oid = decodeOid(cursor.bytes, element.contentStart, element.contentEnd);
  const known = curveOf(oid);
  return { curve: known?.name ?? oid, bits: known?.bits ?? null };
}
