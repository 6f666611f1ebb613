// What a private key tells of its public half, to see whether it is the key of a certificate: RSA's modulus, or the
// x-coordinate of an EC point.
import { toHex } from '../bytes.js';
import { Cursor, Id, attempt } from '../der/element.js';
import { bitStringOf, oidOf } from '../der/values.js';
import type { X509Certificate } from '../model.js';
import { keyAlgorithmOf } from '../oids.js';

/** Of a key in PKCS#8; null where it cannot be told: EC keys may leave it out. Total. */
export function publicPartOfKey(bytes: Uint8Array): string | null {
  return attempt(() => {
    const pkcs8 = new Cursor(bytes).enter(Id.sequence, 'the key');
    pkcs8.expect(Id.integer, 'the version');
    const oid = oidOf(pkcs8.enter(Id.sequence, 'the algorithm'), 'the algorithm');
    const { contentStart, contentEnd } = pkcs8.expect(Id.octetString, 'the key');
    const key = new Cursor(bytes, contentStart, contentEnd).enter(Id.sequence, 'the key');
    key.expect(Id.integer, 'the version');
    const name = keyAlgorithmOf(oid)?.name ?? '';
    if (name.startsWith('RSA')) return modulus(key);
    if (name !== 'EC') return null;
    key.expect(Id.octetString, 'the private value');
    key.optional(0xa0);
    if (key.peek() !== 0xa1) return null;
    const point = bitStringOf(bytes, key.enter(0xa1, 'the key').expect(Id.bitString, 'the key'));
    return abscissa(bytes.subarray(point.start, point.end));
  }).value;
}

/** Null for keys of other kinds. Total. */
export function publicPartOf({ der, publicKey: { algorithm, key } }: X509Certificate): string | null {
  const bytes = der.subarray(key.start, key.end);
  if (algorithm === 'EC') return abscissa(bytes);
  if (!algorithm.startsWith('RSA')) return null;
  return attempt(() => modulus(new Cursor(bytes).enter(Id.sequence, 'the key'))).value;
}

function modulus(key: Cursor): string {
  const { contentStart, contentEnd } = key.expect(Id.integer, 'the modulus');
  return toHex(key.bytes, contentStart, contentEnd).replace(/^(?:00)+/, '');
}

/** 4 x y, or 2 or 3 and x alone. */
function abscissa(point: Uint8Array): string | null {
  if (point[0] === 4) return toHex(point, 1, (point.length + 1) / 2);
  return point[0] === 2 || point[0] === 3 ? toHex(point, 1, point.length) : null;
}
