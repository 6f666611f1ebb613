// Opens a PKCS#12 file with a password, by ciphers that are handed in. Of private keys only kind, size, and
// whose they are is looked at.
import { equalBytes } from './bytes.js';
import { ENCRYPTED_KEY, privateKeyKind } from './containers/private-key.js';
import type { PrivateKeyKind } from './containers/private-key.js';
import { publicPartOf, publicPartOfKey } from './containers/public-part.js';
import { pkcs12Protection } from './containers/pkcs12-protection.js';
import { outlinePkcs12, readBags } from './containers/pkcs12.js';
import type { Bag, Pkcs12Outline } from './containers/pkcs12.js';
import type { MacScheme, PasswordScheme } from './containers/password-scheme.js';
import type { ByteProblem } from './der/element.js';
import type { Digests } from './digests.js';
import type { CertificateEntry, CertificateFile, EntryPlace, FileProblem, PrivateKeyNote } from './file.js';
import { roleOf } from './meaning/purpose.js';
import { decodeCertificate } from './x509/certificate.js';
import { decodeRevocationList } from './x509/crl.js';

/**
 * A password as its owner typed it; null for none at all, which older tools encode differently from the empty
 * one.
 */
export type Password = string | null;

/**
 * The ciphers of PKCS#12, as an adapter provides them. Neither function keeps what it is given, and neither
 * throws.
 */
export interface PasswordCrypto {
  /** The plain bytes; `wrong` when padding says that the password is not the right one. */
  decrypt(scheme: PasswordScheme, password: Password, data: Uint8Array): Promise<Uint8Array | 'wrong' | 'unsupported'>;
  mac(scheme: MacScheme, password: Password, data: Uint8Array): Promise<Uint8Array | 'unsupported'>;
}

export type Pkcs12Opened =
  | { readonly state: 'open'; readonly file: CertificateFile }
  | { readonly state: 'wrongPassword' }
  /** `what` names the protection that no one here can undo. */
  | { readonly state: 'unsupported'; readonly what: string }
  /** The file asks for more rounds than any honest one. */
  | { readonly state: 'tooManyIterations'; readonly iterations: number }
  | { readonly state: 'damaged'; readonly problem: ByteProblem };

/**
 * Files in use ask for up to a million rounds; beyond these an opened file would hold the machine up. PBKDF2
 * runs natively, the derivation of PKCS#12's own schemes in JavaScript, where a million rounds take some
 * seconds.
 */
const MAXIMUM_ITERATIONS = { pbes2: 10_000_000, pbmac1: 10_000_000, pkcs12: 2_000_000, unsupported: 0 } as const;

/** As many derivations of the most rounds as one file may ask for; honest ones have three or four parts. */
const MAXIMUM_EFFORT = 5;

/** 1 for the largest round count that is accepted. */
function effortOf({ kind, iterations }: PasswordScheme | MacScheme): number {
  return iterations / Math.max(1, MAXIMUM_ITERATIONS[kind]);
}

/**
 * The rounds that make the file one that is rejected, of one part or of several; null when all are bearable.
 */
function refusedIterations({ mac, safes }: Pkcs12Outline): number | null {
  let effort = mac === null ? 0 : effortOf(mac.scheme);
  let iterations = mac?.scheme.iterations ?? 0;
  if (effort > 1) return iterations;
  for (const safe of safes) {
    if (safe.kind !== 'encrypted') continue;
    if (effortOf(safe.scheme) > 1) return safe.scheme.iterations;
    effort += effortOf(safe.scheme);
    iterations += safe.scheme.iterations;
    if (effort > MAXIMUM_EFFORT) return iterations;
  }
  return null;
}

/**
 * Opens the file. Total; `wrongPassword` is distinguished from `damaged` by the integrity check or, without one,
 * by the padding.
 */
export async function openPkcs12(
  bytes: Uint8Array,
  password: Password,
  crypto: PasswordCrypto,
  digests: Digests,
): Promise<Pkcs12Opened> {
  const outline = outlinePkcs12(bytes);
  if (outline.value === null) return { state: 'damaged', problem: outline.problem };
  const refused = refusedIterations(outline.value);
  if (refused !== null) return { state: 'tooManyIterations', iterations: refused };
  const { mac } = outline.value;
  let integrity: 'right' | 'wrong' | 'unchecked' = 'unchecked';
  for (const variant of variants(password)) {
    integrity = await checkMac(mac, variant, crypto);
    if (integrity === 'wrong') continue;
    const opened = await new Opening(variant, crypto, digests, integrity === 'right').run(outline.value);
    if (opened.state === 'open')
      return { state: 'open', file: { ...opened.file, protection: pkcs12Protection(bytes) } };
    if (opened.state !== 'wrongPassword' || integrity === 'right') return opened;
  }
  return { state: 'wrongPassword' };
}

/** No password and the empty one are tried for each other. */
function variants(password: Password): Password[] {
  if (password === null) return [null, ''];
  return password === '' ? ['', null] : [password];
}

async function checkMac(
  mac: Pkcs12Outline['mac'],
  password: Password,
  crypto: PasswordCrypto,
): Promise<'right' | 'wrong' | 'unchecked'> {
  if (mac === null) return 'unchecked';
  const value = await crypto.mac(mac.scheme, password, mac.over);
  if (value === 'unsupported') return 'unchecked';
  return equalBytes(value, mac.value) ? 'right' : 'wrong';
}

/** One attempt with one password. */
class Opening {
  readonly #entries: CertificateEntry[] = [];
  readonly #keys: Bag[] = [];
  readonly #problems: FileProblem[] = [];
  /** Spent on keys. */
  #effort = 0;

  constructor(
    private readonly password: Password,
    private readonly crypto: PasswordCrypto,
    private readonly digests: Digests,
    private readonly verified: boolean,
  ) {}

  async run(outline: Pkcs12Outline): Promise<Pkcs12Opened> {
    for (const safe of outline.safes) {
      if (safe.kind === 'unsupported') return { state: 'unsupported', what: safe.what };
      const contents =
        safe.kind === 'plain' ? safe.contents : await this.crypto.decrypt(safe.scheme, this.password, safe.data);
      if (contents === 'unsupported')
        return { state: 'unsupported', what: safe.kind === 'encrypted' ? safe.scheme.name : '' };
      if (contents === 'wrong') return this.#wrong();
      const bags = readBags(contents);
      if (bags.value === null)
        return safe.kind === 'plain' || this.verified
          ? { state: 'damaged', problem: bags.problem }
          : { state: 'wrongPassword' };
      for (const bag of bags.value) this.#take(bag);
    }
    if (!this.verified && outline.mac !== null)
      this.#note('The integrity of the file could not be checked: its algorithm is not supported.');
    if (!this.#entries.some(({ model }) => model.kind === 'certificate' && roleOf(model) !== 'authority'))
      this.#note('The PKCS#12 file has no certificate other than those of CAs, so no client can sign in with it.');
    const privateKeys: PrivateKeyNote[] = [];
    const publicParts: (string | null)[] = [];
    for (const bag of this.#keys) {
      const key = await this.#keyOf(bag);
      if (key === 'wrong') return this.#wrong();
      privateKeys.push({ ...key.kind, place: PLACE, friendlyName: bag.friendlyName, localKeyId: bag.localKeyId });
      publicParts.push(key.publicPart);
    }
    const file: CertificateFile = {
      format: 'pkcs12',
      entries: this.#entries.map((entry) => withKey(entry, publicParts)),
      privateKeys,
      identities: [],
      problems: this.#problems,
      responses: [],
      foreign: null,
      protection: null,
      text: null,
      locked: null,
    };
    return { state: 'open', file };
  }

  /** The integrity check was passed, so that the password is right and the data is not. */
  #wrong(): Pkcs12Opened {
    const problem: ByteProblem = {
      offset: 0,
      message: 'The encrypted part cannot be decrypted although the password is right.',
      severity: 'error',
    };
    return this.verified ? { state: 'damaged', problem } : { state: 'wrongPassword' };
  }

  #note(message: string, derOffset: number | null = null, severity: FileProblem['severity'] = 'warning'): void {
    this.#problems.push({ message, severity, offset: derOffset ?? 0, range: null, derOffset });
  }

  #take(bag: Bag): void {
    if (bag.kind === 'privateKey' || bag.kind === 'encryptedPrivateKey') {
      this.#keys.push(bag);
    } else if (bag.kind === 'certificate' || bag.kind === 'crl') {
      // A copy, so that nothing keeps hold of the decrypted bytes around it, where keys may lie.
      const own = bag.bytes.slice();
      const decoded =
        bag.kind === 'certificate' ? decodeCertificate(own, this.digests) : decodeRevocationList(own, this.digests);
      for (const { message, offset, severity } of decoded.model === null ? [decoded.problem] : decoded.model.problems)
        this.#note(message, offset, severity);
      if (decoded.model !== null) {
        this.#entries.push({
          model: decoded.model,
          place: PLACE,
          friendlyName: bag.friendlyName,
          localKeyId: bag.localKeyId,
        });
      }
    }
  }

  /** Decrypted for a moment. Its kind is that of its certificate where the key does not tell. */
  async #keyOf(bag: Bag): Promise<{ kind: PrivateKeyKind; publicPart: string | null } | 'wrong'> {
    const owner = this.#entries.find(({ localKeyId }) => localKeyId !== null && localKeyId === bag.localKeyId)?.model;
    const encrypted = bag.scheme !== null;
    const { algorithm, bits, curve } = owner?.kind === 'certificate' ? owner.publicKey : ENCRYPTED_KEY;
    const untold = { kind: { algorithm, bits, curve, encrypted }, publicPart: null };
    const plain = await this.#plainKey(bag);
    if (plain === 'wrong' && owner === undefined) return 'wrong';
    if (typeof plain === 'string') return untold;
    const kind = privateKeyKind(plain);
    const publicPart = publicPartOfKey(plain);
    if (encrypted) plain.fill(0);
    return { kind: kind.algorithm === null ? untold.kind : { ...kind, encrypted }, publicPart };
  }

  async #plainKey({ scheme, bytes }: Bag): Promise<Uint8Array | 'wrong' | 'unsupported'> {
    if (scheme === null) return bytes;
    this.#effort += effortOf(scheme);
    if (effortOf(scheme) > 1 || this.#effort > MAXIMUM_EFFORT) return 'unsupported';
    return this.crypto.decrypt(scheme, this.password, bytes);
  }
}

/** Where every key of the file tells its public part, the certificate has one of them or none. */
function withKey(entry: CertificateEntry, publicParts: readonly (string | null)[]): CertificateEntry {
  const own = entry.model.kind === 'certificate' ? publicPartOf(entry.model) : null;
  if (own === null || (!publicParts.includes(own) && publicParts.includes(null))) return entry;
  return { ...entry, hasKey: publicParts.includes(own) };
}

/** What was encrypted has no place of its own in the file. */
const PLACE: EntryPlace = { kind: 'bytes', offset: 0 };
