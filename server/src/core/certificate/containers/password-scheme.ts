// How something is encrypted or authenticated with a password: PKCS#12's own schemes, PBES2 and PBMAC1 (RFC
// 7292, 8018, 9579).
import { Id } from '../der/element.js';
import type { Cursor, Element } from '../der/element.js';
import { octetsOf, oidOf, smallInteger } from '../der/values.js';
import { digestName, oidName } from '../oids.js';

export type Cipher = 'RC2-CBC' | '3DES-CBC' | 'AES-CBC';

/** `unsupported` names what no one here can decrypt. */
export type PasswordScheme =
  | {
      readonly kind: 'pkcs12';
      readonly name: string;
      readonly cipher: Cipher;
      readonly keyBytes: number;
      readonly salt: Uint8Array;
      readonly iterations: number;
    }
  | {
      readonly kind: 'pbes2';
      readonly name: string;
      readonly cipher: Cipher;
      readonly keyBytes: number;
      /** Effective key bits of RC2. */
      readonly effectiveBits: number | null;
      readonly iv: Uint8Array;
      readonly hash: string;
      readonly salt: Uint8Array;
      readonly iterations: number;
    }
  | { readonly kind: 'unsupported'; readonly name: string; readonly iterations: 0 };

export type MacScheme =
  | { readonly kind: 'pkcs12'; readonly hash: string; readonly salt: Uint8Array; readonly iterations: number }
  | {
      readonly kind: 'pbmac1';
      readonly hash: string;
      readonly keyHash: string;
      readonly keyBytes: number;
      readonly salt: Uint8Array;
      readonly iterations: number;
    }
  | { readonly kind: 'unsupported'; readonly name: string; readonly iterations: 0 };

const PKCS12_CIPHERS: Readonly<Record<string, { readonly cipher: Cipher; readonly keyBytes: number }>> = {
  '1.2.840.113549.1.12.1.3': { cipher: '3DES-CBC', keyBytes: 24 },
  '1.2.840.113549.1.12.1.4': { cipher: '3DES-CBC', keyBytes: 16 },
  '1.2.840.113549.1.12.1.5': { cipher: 'RC2-CBC', keyBytes: 16 },
  '1.2.840.113549.1.12.1.6': { cipher: 'RC2-CBC', keyBytes: 5 },
};

const AES_KEY_BYTES: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.1.2': 16,
  '2.16.840.1.101.3.4.1.22': 24,
  '2.16.840.1.101.3.4.1.42': 32,
};

const HMACS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  '1.2.840.113549.2.8': 'SHA-224',
  '1.2.840.113549.2.9': 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
};

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const PBMAC1 = '1.2.840.113549.1.5.14';
const DES_EDE3_CBC = '1.2.840.113549.3.7';
const RC2_CBC = '1.2.840.113549.3.2';

/** Reads the AlgorithmIdentifier of an encryption. */
export function readPasswordScheme(cursor: Cursor, algorithm: Element): PasswordScheme {
  const inside = cursor.inside(algorithm);
  const oid = oidOf(inside, 'the encryption algorithm');
  const name = oidName(oid) ?? oid;
  const known = PKCS12_CIPHERS[oid];
  if (known !== undefined) {
    const parameters = inside.enter(Id.sequence, 'the parameters of the encryption');
    const salt = octetsOf(parameters, parameters.expect(Id.octetString, 'the salt'));
    return { kind: 'pkcs12', name, ...known, salt, iterations: positive(parameters, 'the number of iterations') };
  }
  return oid === PBES2 ? readPbes2(inside) : { kind: 'unsupported', name, iterations: 0 };
}

function positive(cursor: Cursor, what: string): number {
  return Math.max(1, smallInteger(cursor.bytes, cursor.expect(Id.integer, what)));
}

function readPbes2(outer: Cursor): PasswordScheme {
  const parameters = outer.enter(Id.sequence, 'the parameters of PBES2');
  const derivation = readPbkdf2(parameters);
  const encryption = parameters.enter(Id.sequence, 'the cipher');
  const oid = oidOf(encryption, 'the cipher');
  const name = `PBES2 with ${oidName(oid) ?? oid}`;
  if (derivation === null) return { kind: 'unsupported', name: 'PBES2 without PBKDF2', iterations: 0 };
  const common = {
    kind: 'pbes2',
    name,
    hash: derivation.hash,
    salt: derivation.salt,
    iterations: derivation.iterations,
  } as const;
  const aes = AES_KEY_BYTES[oid];
  if (aes !== undefined || oid === DES_EDE3_CBC) {
    const iv = octetsOf(encryption, encryption.expect(Id.octetString, 'the initialisation vector'));
    return {
      ...common,
      cipher: aes === undefined ? '3DES-CBC' : 'AES-CBC',
      keyBytes: aes ?? 24,
      effectiveBits: null,
      iv,
    };
  }
  return oid === RC2_CBC
    ? { ...common, ...readRc2(encryption, derivation.keyBytes) }
    : { kind: 'unsupported', name, iterations: 0 };
}

/** RC2-CBC-Parameter: the version stands for the effective key bits (RFC 2268 §6). */
function readRc2(
  cursor: Cursor,
  keyBytes: number | null,
): { cipher: Cipher; keyBytes: number; effectiveBits: number; iv: Uint8Array } {
  const parameters = cursor.enter(Id.sequence, 'the parameters of RC2');
  const version = smallInteger(cursor.bytes, parameters.expect(Id.integer, 'the version of RC2'));
  const iv = octetsOf(parameters, parameters.expect(Id.octetString, 'the initialisation vector'));
  const effectiveBits = version === 160 ? 40 : version === 120 ? 64 : version === 58 ? 128 : version;
  return { cipher: 'RC2-CBC', keyBytes: keyBytes ?? 16, effectiveBits, iv };
}

interface Pbkdf2 {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly keyBytes: number | null;
  readonly hash: string;
}

/** The key derivation that is next; null when it is not PBKDF2. */
function readPbkdf2(cursor: Cursor): Pbkdf2 | null {
  const derivation = cursor.enter(Id.sequence, 'the key derivation');
  if (oidOf(derivation, 'the key derivation') !== PBKDF2) return null;
  const parameters = derivation.enter(Id.sequence, 'the parameters of PBKDF2');
  const salt = octetsOf(parameters, parameters.expect(Id.octetString, 'the salt'));
  const iterations = positive(parameters, 'the number of iterations');
  const length = parameters.optional(Id.integer);
  const prf = parameters.optional(Id.sequence);
  const hashOid = prf === null ? null : oidOf(parameters.inside(prf), 'the pseudo-random function');
  return {
    salt,
    iterations,
    keyBytes: length === null ? null : smallInteger(cursor.bytes, length),
    hash: hashOid === null ? 'SHA-1' : (HMACS[hashOid] ?? hashOid),
  };
}

/**
 * Reads the AlgorithmIdentifier of an integrity check: a digest of PKCS#12's own scheme, or PBMAC1, whose own
 * parameters count.
 */
export function readMacScheme(cursor: Cursor, algorithm: Element, salt: Uint8Array, iterations: number): MacScheme {
  const inside = cursor.inside(algorithm);
  const oid = oidOf(inside, 'the algorithm of the integrity check');
  if (oid !== PBMAC1) {
    const hash = digestName(oid);
    return hash === null
      ? { kind: 'unsupported', name: oid, iterations: 0 }
      : { kind: 'pkcs12', hash, salt, iterations: Math.max(1, iterations) };
  }
  const parameters = inside.enter(Id.sequence, 'the parameters of PBMAC1');
  const derivation = readPbkdf2(parameters);
  const scheme = oidOf(parameters.enter(Id.sequence, 'the authentication scheme'), 'the authentication scheme');
  const hash = HMACS[scheme];
  if (derivation?.keyBytes == null || hash === undefined) return { kind: 'unsupported', name: 'PBMAC1', iterations: 0 };
  return {
    kind: 'pbmac1',
    hash,
    keyHash: derivation.hash,
    keyBytes: derivation.keyBytes,
    salt: derivation.salt,
    iterations: derivation.iterations,
  };
}
