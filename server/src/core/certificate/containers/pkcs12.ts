// The structure of a PKCS#12 file (RFC 7292): what is protected how, and, with a decrypter handed in, the
// bags inside.
import { toHex } from '../bytes.js';
import { Cursor, DerError, Id, MAXIMUM_DEPTH, attempt, isConstructed } from '../der/element.js';
import type { ByteProblem, Element } from '../der/element.js';
import { octetsOf, oidOf, smallInteger, stringOf } from '../der/values.js';
import { oidName } from '../oids.js';
import { readMacScheme, readPasswordScheme } from './password-scheme.js';
import type { MacScheme, PasswordScheme } from './password-scheme.js';

const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const BAGS = '1.2.840.113549.1.12.10.1.';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const X509_CRL = '1.2.840.113549.1.9.23.1';

/** One part of the file: in the clear, or encrypted with a password. */
export type Safe =
  | { readonly kind: 'plain'; readonly contents: Uint8Array }
  | { readonly kind: 'encrypted'; readonly scheme: PasswordScheme; readonly data: Uint8Array }
  | { readonly kind: 'unsupported'; readonly what: string };

/** What can be said before a password is known. */
export interface Pkcs12Outline {
  readonly safes: readonly Safe[];
  /** How the file proves that it is whole; null when it does not. */
  readonly mac: { readonly scheme: MacScheme; readonly value: Uint8Array; readonly over: Uint8Array } | null;
}

export interface Bag {
  readonly kind: 'certificate' | 'crl' | 'privateKey' | 'encryptedPrivateKey' | 'other';
  readonly bytes: Uint8Array;
  /** Of an encrypted private key. */
  readonly scheme: PasswordScheme | null;
  readonly friendlyName: string | null;
  readonly localKeyId: string | null;
}

export type Read<T> =
  { readonly value: T; readonly problem: null } | { readonly value: null; readonly problem: ByteProblem };

/** Reads everything that is not encrypted. Total. */
export function outlinePkcs12(bytes: Uint8Array): Read<Pkcs12Outline> {
  return attempt(() => readPfx(new Cursor(bytes)));
}

function readPfx(outer: Cursor): Pkcs12Outline {
  const pfx = outer.enter(Id.sequence, 'the PKCS#12 file');
  const version = smallInteger(outer.bytes, pfx.expect(Id.integer, 'the version'));
  if (version !== 3) throw new DerError(0, `PKCS#12 of version ${version}.`);
  const info = pfx.enter(Id.sequence, 'the contents');
  const type = oidOf(info, 'the type of the contents');
  if (type !== DATA) throw new DerError(0, `The file is protected by ${oidName(type) ?? type} and not by a password.`);
  const wrapper = info.enter(0xa0, 'the contents');
  const over = octetsOf(wrapper, octetString(wrapper, 'the contents'));
  const mac = pfx.more ? readMac(pfx, over) : null;
  pfx.finish('the PKCS#12 file');
  const list = new Cursor(over).enter(Id.sequence, 'the list of safes');
  const safes: Safe[] = [];
  while (list.more) safes.push(readSafe(list));
  return { safes, mac };
}

/** An OCTET STRING, in one part or, as BER allows, in several. */
function octetString(cursor: Cursor, what: string): Element {
  return cursor.peek() === 0x24 ? cursor.next() : cursor.expect(Id.octetString, what);
}

function readMac(cursor: Cursor, over: Uint8Array): Pkcs12Outline['mac'] {
  const mac = cursor.enter(Id.sequence, 'the integrity check');
  const digest = mac.enter(Id.sequence, 'the digest of the integrity check');
  const algorithm = digest.expect(Id.sequence, 'the algorithm of the integrity check');
  const value = octetsOf(digest, octetString(digest, 'the digest'));
  const salt = octetsOf(mac, octetString(mac, 'the salt'));
  const rounds = mac.optional(Id.integer);
  const iterations = rounds === null ? 1 : smallInteger(cursor.bytes, rounds);
  return { scheme: readMacScheme(digest, algorithm, salt, iterations), value, over };
}

function readSafe(cursor: Cursor): Safe {
  const info = cursor.enter(Id.sequence, 'a safe');
  const type = oidOf(info, 'the type of a safe');
  if (type !== DATA && type !== ENCRYPTED_DATA) return { kind: 'unsupported', what: oidName(type) ?? type };
  const wrapper = info.enter(0xa0, 'the contents of a safe');
  if (type === DATA)
    return { kind: 'plain', contents: octetsOf(wrapper, octetString(wrapper, 'the contents of a safe')) };
  const encrypted = wrapper.enter(Id.sequence, 'the encrypted data');
  encrypted.expect(Id.integer, 'the version of the encrypted data');
  const content = encrypted.enter(Id.sequence, 'the encrypted contents');
  oidOf(content, 'the type of the encrypted contents');
  const scheme = readPasswordScheme(content, content.expect(Id.sequence, 'the encryption algorithm'));
  const data = content.next();
  if (data.id !== 0x80 && data.id !== 0xa0) throw new DerError(data.start, 'The encrypted contents are missing.');
  return { kind: 'encrypted', scheme, data: octetsOf(content, data) };
}

/** Reads the bags of a decrypted or plain safe; nested safes are opened. Total. */
export function readBags(contents: Uint8Array): Read<Bag[]> {
  return attempt(() => {
    const bags: Bag[] = [];
    collectBags(new Cursor(contents).enter(Id.sequence, 'the bags'), bags, 0);
    return bags;
  });
}

function collectBags(list: Cursor, bags: Bag[], depth: number): void {
  while (list.more) {
    const bag = list.enter(Id.sequence, 'a bag');
    const type = oidOf(bag, 'the type of a bag');
    const value = bag.enter(0xa0, 'the contents of a bag');
    const names =
      bag.peek() === Id.set ? readAttributes(bag.inside(bag.next())) : { friendlyName: null, localKeyId: null };
    if (type === `${BAGS}6`) {
      if (depth >= MAXIMUM_DEPTH) throw new DerError(value.position, `Bags nest deeper than ${MAXIMUM_DEPTH}.`);
      collectBags(value.enter(Id.sequence, 'nested bags'), bags, depth + 1);
    } else {
      bags.push({ ...readBag(type, value), ...names });
    }
  }
}

function readBag(type: string, value: Cursor): Pick<Bag, 'kind' | 'bytes' | 'scheme'> {
  const element = value.next();
  const whole = value.bytes.subarray(element.start, element.end);
  // Secrets and what no one knows may be anything.
  if (!/^[1-4]$/.test(type.slice(BAGS.length)) || !type.startsWith(BAGS))
    return { kind: 'other', bytes: whole, scheme: null };
  if (element.id !== Id.sequence) throw new DerError(element.start, 'The contents of a bag must be a sequence.');
  const inside = value.inside(element);
  switch (type) {
    case `${BAGS}1`:
      return { kind: 'privateKey', bytes: whole, scheme: null };
    case `${BAGS}2`: {
      const scheme = readPasswordScheme(inside, inside.expect(Id.sequence, 'the encryption algorithm'));
      return { kind: 'encryptedPrivateKey', bytes: octetsOf(inside, octetString(inside, 'the encrypted key')), scheme };
    }
    case `${BAGS}3`:
    case `${BAGS}4`: {
      const contentType = oidOf(inside, 'the type of the object');
      const kind = contentType === X509_CERTIFICATE ? 'certificate' : contentType === X509_CRL ? 'crl' : 'other';
      if (kind === 'other') return { kind, bytes: whole, scheme: null };
      const wrapper = inside.enter(0xa0, 'the object');
      return { kind, bytes: octetsOf(wrapper, octetString(wrapper, 'the object')), scheme: null };
    }
    default:
      return { kind: 'other', bytes: whole, scheme: null };
  }
}

function readAttributes(set: Cursor): { friendlyName: string | null; localKeyId: string | null } {
  let friendlyName: string | null = null;
  let localKeyId: string | null = null;
  while (set.more) {
    const attribute = set.enter(Id.sequence, 'an attribute');
    const oid = oidOf(attribute, 'the type of an attribute');
    const values = attribute.enter(Id.set, 'the values of an attribute');
    if (!values.more) continue;
    const value = values.next();
    if (oid === '1.2.840.113549.1.9.20') friendlyName = stringOf(set.bytes, value)?.replace(/\0+$/, '') ?? null;
    if (oid === '1.2.840.113549.1.9.21' && !isConstructed(value))
      localKeyId = toHex(set.bytes, value.contentStart, value.contentEnd);
  }
  return { friendlyName, localKeyId };
}
