// The ciphers and key derivations of PKCS#12: node-forge's for what WebCrypto lacks, WebCrypto for PBKDF2,
// which is slow in JavaScript.
import type { md } from 'node-forge';
import forge from 'node-forge/lib/forge.js';
import 'node-forge/lib/aes.js';
import 'node-forge/lib/des.js';
import 'node-forge/lib/hmac.js';
import 'node-forge/lib/md5.js';
import 'node-forge/lib/rc2.js';
import 'node-forge/lib/sha1.js';
import 'node-forge/lib/sha256.js';
import 'node-forge/lib/sha512.js';
import { latin1 } from '../core/certificate/bytes.js';
import type { Cipher, MacScheme, PasswordScheme } from '../core/certificate/containers/password-scheme.js';
import type { Password, PasswordCrypto } from '../core/certificate/pkcs12-open.js';

export const pkcs12Crypto: PasswordCrypto = { decrypt, mac };

/** What a derived key is for (RFC 7292 §B.3). */
const FOR_KEY = 1;
const FOR_IV = 2;
const FOR_MAC = 3;

async function decrypt(
  scheme: PasswordScheme,
  password: Password,
  data: Uint8Array,
): Promise<Uint8Array | 'wrong' | 'unsupported'> {
  if (scheme.kind === 'unsupported') return 'unsupported';
  if (scheme.kind === 'pkcs12') {
    const key = await derive('SHA-1', FOR_KEY, password, scheme.salt, scheme.iterations, scheme.keyBytes);
    const iv = await derive('SHA-1', FOR_IV, password, scheme.salt, scheme.iterations, 8);
    if (key === null || iv === null) return 'unsupported';
    return decipher(scheme.cipher, key, iv, data, scheme.keyBytes * 8);
  }
  const key = await pbkdf2(scheme.hash, password, scheme.salt, scheme.iterations, scheme.keyBytes);
  return key === null
    ? 'unsupported'
    : decipher(scheme.cipher, latin1(key), latin1(scheme.iv), data, scheme.effectiveBits ?? 0);
}

async function mac(scheme: MacScheme, password: Password, data: Uint8Array): Promise<Uint8Array | 'unsupported'> {
  if (scheme.kind === 'unsupported') return 'unsupported';
  const digest = digestOf(scheme.hash);
  if (digest === null) return 'unsupported';
  const derived =
    scheme.kind === 'pkcs12'
      ? await derive(scheme.hash, FOR_MAC, password, scheme.salt, scheme.iterations, digest.digestLength)
      : await pbkdf2(scheme.keyHash, password, scheme.salt, scheme.iterations, scheme.keyBytes);
  if (derived === null) return 'unsupported';
  const hmac = forge.hmac.create();
  hmac.start(digest, typeof derived === 'string' ? derived : latin1(derived));
  hmac.update(latin1(data));
  return toBytes(hmac.digest().getBytes());
}

/** node-forge's types leave out `start`, which empties a digest for its next use. */
type Digest = md.MessageDigest & { start(): md.MessageDigest };

function digestOf(hash: string): Digest | null {
  return createDigest(hash) as Digest | null;
}

function createDigest(hash: string): md.MessageDigest | null {
  switch (hash) {
    case 'MD5':
      return forge.md.md5.create();
    case 'SHA-1':
      return forge.md.sha1.create();
    case 'SHA-256':
      return forge.md.sha256.create();
    case 'SHA-384':
      return forge.md.sha384.create();
    case 'SHA-512':
      return forge.md.sha512.create();
    default:
      return null;
  }
}

/**
 * CBC with padding; `wrong` when the padding is not one, which tells a wrong password in all but one of 256
 * cases.
 */
function decipher(
  cipher: Cipher,
  key: string,
  iv: string,
  data: Uint8Array,
  effectiveBits: number,
): Uint8Array | 'wrong' {
  const blockBytes = cipher === 'AES-CBC' ? 16 : 8;
  if (data.length === 0 || data.length % blockBytes !== 0 || iv.length !== blockBytes) return 'wrong';
  const input = forge.util.createBuffer(latin1(data));
  if (cipher === 'RC2-CBC') {
    const rc2 = forge.rc2.createDecryptionCipher(key, effectiveBits);
    rc2.start(iv);
    rc2.update(input);
    return rc2.finish() ? toBytes(rc2.output.getBytes()) : 'wrong';
  }
  // Two-key triple DES is K1 K2 K1.
  const whole = cipher === '3DES-CBC' && key.length === 16 ? key + key.slice(0, 8) : key;
  const block = forge.cipher.createDecipher(cipher, whole);
  block.start({ iv });
  block.update(input);
  return block.finish() ? toBytes(block.output.getBytes()) : 'wrong';
}

function toBytes(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

const PBKDF2_HASHES = new Set(['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']);

/** PBES2 takes the password as UTF-8, other than PKCS#12's own schemes. */
async function pbkdf2(
  hash: string,
  password: Password,
  salt: Uint8Array,
  iterations: number,
  keyBytes: number,
): Promise<Uint8Array | null> {
  if (!PBKDF2_HASHES.has(hash) || keyBytes < 1 || keyBytes > 1024) return null;
  try {
    const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(password ?? ''), 'PBKDF2', false, [
      'deriveBits',
    ]);
    return new Uint8Array(
      await crypto.subtle.deriveBits(
        { name: 'PBKDF2', hash, salt: Uint8Array.from(salt), iterations },
        key,
        keyBytes * 8,
      ),
    );
  } catch {
    return null;
  }
}

/** So many rounds are a few milliseconds; after them everything else gets its turn. */
const ROUNDS_AT_ONCE = 4096;

/**
 * RFC 7292 §B.2: the key of `length` bytes as a binary string; null when the digest is not to be had. The
 * password is UTF-16 with two zero bytes at its end; no password at all is not bytes.
 */
async function derive(
  hash: string,
  purpose: number,
  password: Password,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Promise<string | null> {
  const digest = digestOf(hash);
  if (digest === null) return null;
  const block = digest.blockLength;
  const diversifier = String.fromCharCode(purpose).repeat(block);
  const filled = toBytes(fill(latin1(salt), block) + fill(bmp(password), block));
  let key = '';
  while (key.length < length) {
    let round = digest
      .start()
      .update(diversifier + latin1(filled))
      .digest()
      .getBytes();
    for (let i = 1; i < iterations; i++) {
      if (i % ROUNDS_AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve, 0));
      round = digest.start().update(round).digest().getBytes();
    }
    key += round;
    addToEach(filled, toBytes(fill(round, block).slice(0, block)), block);
  }
  return key.slice(0, length);
}

function bmp(password: Password): string {
  if (password === null) return '';
  let text = '';
  for (let i = 0; i < password.length; i++)
    text += String.fromCharCode(password.charCodeAt(i) >> 8, password.charCodeAt(i) & 255);
  return `${text}\0\0`;
}

/** Repeated up to the next whole number of blocks; nothing stays nothing. */
function fill(bytes: string, block: number): string {
  const length = Math.ceil(bytes.length / block) * block;
  return bytes === '' ? '' : bytes.repeat(Math.ceil(length / bytes.length)).slice(0, length);
}

/** Adds `addend` + 1 to every block of `blocks`, as big-endian integers modulo their size. */
function addToEach(blocks: Uint8Array, addend: Uint8Array, size: number): void {
  for (let start = 0; start < blocks.length; start += size) {
    let carry = 1;
    for (let i = size - 1; i >= 0; i--) {
      carry += blocks[start + i]! + addend[i]!;
      blocks[start + i] = carry & 255;
      carry >>= 8;
    }
  }
}
