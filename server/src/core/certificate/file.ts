// Everything that one file holds: certificates, requests, revocation lists, and the mention of private keys.
import { decodeText, fromBase64 } from './bytes.js';
import { ENCRYPTED_KEY, privateKeyKind } from './containers/private-key.js';
import type { PrivateKeyKind } from './containers/private-key.js';
import { FOREIGN_OBJECTS, foreignBytes, foreignText } from './containers/foreign.js';
import { isCertificateAttribute, looksLikeLdif, readLdif } from './containers/ldif.js';
import type { PemBlock } from './containers/pem.js';
import { rangeOfByte, readPem } from './containers/pem.js';
import { pkcs12Protection } from './containers/pkcs12-protection.js';
import type { Pkcs12Protection } from './containers/pkcs12-protection.js';
import { readPkcs7 } from './containers/pkcs7.js';
import type { Pkcs7Contents } from './containers/pkcs7.js';
import { sniffDer } from './containers/sniff.js';
import type { DerKind } from './containers/sniff.js';
import type { Digests } from './digests.js';
import { parseAltSecurityIdentity } from './meaning/alt-security-identities.js';
import type { AltSecurityIdentity } from './meaning/alt-security-identities.js';
import { findAltSecurityIdentities } from './meaning/find-identities.js';
import type { ByteProblem } from './der/element.js';
import { Cursor, Id, attempt, readElement } from './der/element.js';
import type { CertificateModel } from './model.js';
import { decodeCertificate } from './x509/certificate.js';
import { decodeRevocationList } from './x509/crl.js';
import { decodeOcspResponse } from './x509/ocsp.js';
import type { OcspResponse } from './x509/ocsp.js';
import { decodeRequest } from './x509/request.js';
import type { Decoded } from './x509/signed.js';
import type { Range } from '../text/range.js';

export type FileFormat =
  'pem' | 'der' | 'base64' | 'pkcs7' | 'pkcs12' | 'ldif' | 'directory' | 'serializedStore' | 'unknown';

/** Where an object stands: in text (the PEM block, the Base64 alone) or in bytes. */
export type EntryPlace =
  | {
      readonly kind: 'text';
      readonly range: Range;
      readonly base64: Range;
      /** Of the object inside the decoded Base64. */ readonly offset: number;
      /** Of a PEM block, as its reader says. */ readonly decoration?: string | null;
    }
  | { readonly kind: 'bytes'; readonly offset: number };

export interface CertificateEntry {
  readonly model: CertificateModel;
  readonly place: EntryPlace;
  /** From PKCS#12, PEM bag attributes, or the `dn` of an LDIF record. */
  readonly friendlyName: string | null;
  /** Lower-case hexadecimal; the private key with the same one belongs to this certificate. */
  readonly localKeyId: string | null;
  /** An opened PKCS#12 file has its private key, or none but those of other certificates; absent: not known. */
  readonly hasKey?: boolean;
}

export interface PrivateKeyNote extends PrivateKeyKind {
  readonly place: EntryPlace;
  readonly friendlyName: string | null;
  readonly localKeyId: string | null;
}

export interface FileProblem {
  readonly message: string;
  /** `error`: something could not be read; `warning`: it was read and is odd. */
  readonly severity: 'error' | 'warning';
  /** In the file: bytes of a binary file, UTF-16 units of a text. */
  readonly offset: number;
  /** The narrowest range of the text; null in a binary file. */
  readonly range: Range | null;
  /** Bytes from the start of the DER of the object concerned; null when the problem is not inside one. */
  readonly derOffset: number | null;
}

export interface FoundIdentity {
  readonly identity: AltSecurityIdentity;
  readonly range: Range;
  /** The object that it is written to; null outside LDIF. */
  readonly dn: string | null;
}

export interface CertificateFile {
  readonly format: FileFormat;
  readonly entries: readonly CertificateEntry[];
  readonly privateKeys: readonly PrivateKeyNote[];
  /** Values of altSecurityIdentities, in LDIF or any other text. */
  readonly identities: readonly FoundIdentity[];
  /** How a PKCS#12 file is protected; null for others. */
  readonly protection: Pkcs12Protection | null;
  /** What OCSP responders said. */
  readonly responses: readonly OcspResponse[];
  /**
   * What the file is where it holds none of these, and how to get a certificate; null where that is not
   * known, or it does.
   */
  readonly foreign: string | null;
  readonly problems: readonly FileProblem[];
  /** The text when the file is text; ranges are in it. */
  readonly text: string | null;
  /** The bytes of a PKCS#12 file that waits for its password (`openPkcs12`). */
  readonly locked: Uint8Array | null;
}

/** Reads a file by its content, whatever its name. Total. */
export function readCertificateFile(bytes: Uint8Array, digests: Digests): CertificateFile {
  const reader = new FileReader(digests);
  if (isSerializedStore(bytes)) {
    reader.problem(
      'This is a serialized certificate store of Windows (.sst). The Certificates console opens it and exports it as PKCS#7.',
      0,
      null,
      null,
    );
    return reader.file('serializedStore', null);
  }
  const foreign = foreignBytes(bytes);
  if (foreign !== null) {
    reader.foreign(foreign);
    return reader.file('unknown', null);
  }
  if (bytes[0] === 0x30 && !looksLikeText(bytes)) return reader.binary(bytes);
  return readText(decodeText(bytes), reader);
}

/**
 * Whether a file whose name says nothing is one of these: an object in DER, PEM blocks, or nothing but Base64
 * of an object. `text` is null for a binary file and for the beginning of any file.
 */
export function isCertificateFile(bytes: Uint8Array, text: string | null): boolean {
  if (text === null) return isSerializedStore(bytes) || (!looksLikeText(bytes) && sniffDer(bytes) !== 'unknown');
  if (/^\s*</.test(text)) return false;
  if (readPem(text).length > 0) return true;
  return isBase64(text) && sniffDer(fromBase64(text).bytes) !== 'unknown';
}

function isBase64(text: string): boolean {
  return /\S/.test(text) && /^[A-Za-z0-9+/=\s]+$/.test(text);
}

/** Reads the text of a document: PEM blocks, LDIF, or nothing but Base64. Total. */
export function readCertificateText(text: string, digests: Digests): CertificateFile {
  return readText(text, new FileReader(digests));
}

/** Bytes 00 00 00 00 `CERT`, the beginning of a serialized store. */
function isSerializedStore(bytes: Uint8Array): boolean {
  return [0, 0, 0, 0, 0x43, 0x45, 0x52, 0x54].every((byte, index) => bytes[index] === byte);
}

/** `0` is 0x30 too: a file whose beginning is printable is text. */
function looksLikeText(bytes: Uint8Array): boolean {
  const end = Math.min(bytes.length, 64);
  for (let i = 0; i < end; i++) {
    const byte = bytes[i]!;
    if ((byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte > 126) return false;
  }
  return true;
}

function readText(text: string, reader: FileReader): CertificateFile {
  const blocks = readPem(text);
  if (looksLikeLdif(text)) return reader.ldif(text);
  reader.mappings(text);
  if (blocks.length > 0) {
    for (const block of blocks) reader.block(text, block);
    const labels = blocks.map(({ label }) => label);
    if (labels.every(isOpenSsh) || (reader.isEmpty && !reader.hasProblems)) reader.foreign(foreignText(text, labels));
    return reader.file('pem', text);
  }
  const foreign = foreignText(text, []);
  if (foreign !== null) {
    reader.foreign(foreign);
    return reader.file('unknown', text);
  }
  if (isBase64(text)) return reader.bareBase64(text);
  if (reader.isEmpty)
    reader.problem(
      text === '' ? 'The file is empty.' : 'No certificate, request, or CRL was found.',
      0,
      { start: 0, end: 0 },
      null,
    );
  return reader.file('unknown', text);
}

/**
 * Labels of blocks that hold an object. Other blocks are parameters, public keys, or parts that test files
 * spell out.
 */
const OBJECT_LABEL =
  /^(?:(?:X509 |TRUSTED |CA )?CERTIFICATE(?: \d+)?|(?:NEW )?CERTIFICATE REQUEST|(?:X509 )?CRL|PKCS7|PKCS #7 SIGNED DATA|CMS|PKCS12)$/;

/** A private key of a kind that this product cannot use. */
function isOpenSsh(label: string): boolean {
  return label === 'OPENSSH PRIVATE KEY';
}

/** Collects what a file holds while its parts are read. */
class FileReader {
  readonly #entries: CertificateEntry[] = [];
  readonly #privateKeys: PrivateKeyNote[] = [];
  readonly #identities: FoundIdentity[] = [];
  readonly #problems: FileProblem[] = [];
  readonly #responses: OcspResponse[] = [];
  #foreign: string | null = null;
  #protection: Pkcs12Protection | null = null;
  #locked: Uint8Array | null = null;

  constructor(private readonly digests: Digests) {}

  file(format: FileFormat, text: string | null): CertificateFile {
    return {
      format,
      entries: this.#entries,
      privateKeys: this.#privateKeys,
      identities: this.#identities,
      protection: this.#protection,
      responses: this.#responses,
      foreign: this.#foreign,
      problems: this.#problems,
      text,
      locked: this.#locked,
    };
  }

  get isEmpty(): boolean {
    return this.#entries.length + this.#privateKeys.length + this.#identities.length === 0;
  }

  get hasProblems(): boolean {
    return this.#problems.length > 0 || this.#foreign !== null;
  }

  /** The first thing that the file turns out to be counts. */
  foreign(what: string | null): void {
    this.#foreign ??= what;
  }

  problem(
    message: string,
    offset: number,
    range: Range | null,
    derOffset: number | null,
    severity: FileProblem['severity'] = 'error',
  ): void {
    this.#problems.push({ message, severity, offset, range, derOffset });
  }

  binary(bytes: Uint8Array): CertificateFile {
    const kind = sniffDer(bytes);
    this.object(bytes, kind === 'unknown' ? 'certificate' : kind, { kind: 'bytes', offset: 0 }, null);
    return this.file(kind === 'pkcs7' || kind === 'pkcs12' ? kind : 'der', null);
  }

  block(text: string, block: PemBlock): void {
    const place: EntryPlace = {
      kind: 'text',
      range: block.range,
      base64: block.base64,
      offset: 0,
      decoration: block.decoration,
    };
    const names = { friendlyName: block.friendlyName, localKeyId: block.localKeyId };
    if (block.label.endsWith('PRIVATE KEY')) {
      const kind =
        block.encrypted || block.label === 'ENCRYPTED PRIVATE KEY' ? ENCRYPTED_KEY : privateKeyKind(block.bytes);
      this.#privateKeys.push({ ...kind, place, ...names });
      return;
    }
    if (!OBJECT_LABEL.test(block.label)) return;
    for (const { range, message } of block.problems) this.problem(message, range.start, range, null);
    if (block.bytes.length === 0) {
      if (block.problems.length === 0) this.problem('The block is empty.', block.range.start, block.beginLine, null);
      return;
    }
    const found = sniffDer(block.bytes);
    const kind = found === 'unknown' ? kindOfLabel(block.label) : found;
    // OpenSSL writes its trust settings after the certificate in a block of this label.
    const element =
      block.label === 'TRUSTED CERTIFICATE'
        ? attempt(() => readElement(block.bytes, 0, block.bytes.length)).value
        : null;
    this.object(element === null ? block.bytes : block.bytes.subarray(0, element.end), kind, place, text, names);
  }

  mappings(text: string): void {
    for (const { identity, range } of findAltSecurityIdentities(text))
      this.#identities.push({ identity, range, dn: null });
  }

  ldif(text: string): CertificateFile {
    for (const value of readLdif(text)) {
      if (value.text !== null && !isCertificateAttribute(value.attribute)) {
        this.#identities.push({ identity: parseAltSecurityIdentity(value.text), range: value.range, dn: value.dn });
        continue;
      }
      if (value.problem !== null)
        this.problem(
          value.problem.message,
          value.problem.offset,
          { start: value.problem.offset, end: Math.min(value.problem.offset + 1, value.range.end) },
          null,
        );
      if (value.bytes === null || value.bytes.length === 0) continue;
      const found = sniffDer(value.bytes);
      const kind = found === 'unknown' ? (value.attribute.endsWith('list') ? 'crl' : 'certificate') : found;
      this.object(value.bytes, kind, { kind: 'text', range: value.range, base64: value.range, offset: 0 }, text, {
        friendlyName: value.dn,
        localKeyId: null,
      });
    }
    return this.file('ldif', text);
  }

  bareBase64(text: string): CertificateFile {
    const { bytes, problem } = fromBase64(text);
    const kind = sniffDer(bytes);
    const whole = { start: 0, end: text.length };
    if (kind === 'unknown' || problem !== null) {
      const offset = problem?.offset ?? 0;
      this.problem(
        problem?.message ?? 'The Base64 contains no certificate, request, or CRL.',
        offset,
        { start: offset, end: offset },
        null,
      );
    }
    if (kind !== 'unknown') this.object(bytes, kind, { kind: 'text', range: whole, base64: whole, offset: 0 }, text);
    return this.file('base64', text);
  }

  /** Reads one DER object of a known kind. */
  object(
    bytes: Uint8Array,
    kind: DerKind,
    place: EntryPlace,
    text: string | null,
    names: { readonly friendlyName: string | null; readonly localKeyId: string | null } = {
      friendlyName: null,
      localKeyId: null,
    },
  ): void {
    const add = (decoded: Decoded<CertificateModel>, at: EntryPlace): void => {
      const problems = decoded.model === null ? [decoded.problem] : decoded.model.problems;
      for (const problem of problems) this.#inside(problem, at, text);
      if (decoded.model !== null) this.#entries.push({ model: decoded.model, place: at, ...names });
    };
    switch (kind) {
      case 'certificate':
        add(decodeCertificate(bytes, this.digests), place);
        break;
      case 'request':
        add(decodeRequest(bytes, this.digests), place);
        break;
      case 'crl':
        add(decodeRevocationList(bytes, this.digests), place);
        break;
      case 'pkcs7': {
        const contents = readPkcs7(bytes);
        for (const { start, end } of contents.certificates)
          add(decodeCertificate(bytes.subarray(start, end), this.digests), moved(place, start));
        for (const { start, end } of contents.crls)
          add(decodeRevocationList(bytes.subarray(start, end), this.digests), moved(place, start));
        if (contents.problem !== null) this.#inside(contents.problem, place, text);
        else if (contents.certificates.length + contents.crls.length > 0) this.#sayOfSigner(contents, place, text);
        else if (contents.isSigned || contents.contentType === TRUST_LIST)
          this.foreign(contents.contentType === TRUST_LIST ? FOREIGN_OBJECTS.catalog : FOREIGN_OBJECTS.signature);
        else this.#inside(EMPTY_PKCS7, place, text);
        break;
      }
      case 'pkiPath':
        this.#path(bytes, place, text, add);
        break;
      case 'ocspResponse': {
        const { model, problem } = decodeOcspResponse(bytes, this.digests);
        if (problem !== null) this.#inside(problem, place, text);
        else if (model.signed === null)
          this.foreign(`${FOREIGN_OBJECTS.ocspResponse} The responder refused to answer.`);
        else {
          this.#responses.push(model);
          this.foreign(FOREIGN_OBJECTS.ocspResponse);
        }
        break;
      }
      case 'pkcs12':
        this.#locked = bytes;
        this.#protection = pkcs12Protection(bytes);
        break;
      case 'privateKey':
      case 'encryptedPrivateKey':
        this.#privateKeys.push({ ...privateKeyKind(bytes), place, ...names });
        break;
      case 'publicKey':
      case 'numbers':
      case 'attributeCertificate':
      case 'ocspRequest':
      case 'keystore':
        this.foreign(FOREIGN_OBJECTS[kind]);
        break;
      case 'unknown':
        this.#inside(
          { offset: 0, message: 'This is not a certificate, request, or CRL.', severity: 'error' },
          place,
          text,
        );
    }
  }

  /**
   * Certificates beside a signature are those of its signer, which says nothing about the user of the file.
   */
  #sayOfSigner({ contentType, isSigned }: Pkcs7Contents, place: EntryPlace, text: string | null): void {
    const warn = (message: string): void => {
      this.#inside({ offset: 0, message, severity: 'warning' }, place, text);
    };
    if (contentType === TRUST_LIST)
      warn('This is a security catalog (.cat) or trust list: it contains only the certificates of its signer.');
    else if (isSigned) warn('This is a signature: it contains only the certificates of its signer.');
  }

  /** The certificates of a PKIPath. */
  #path(
    bytes: Uint8Array,
    place: EntryPlace,
    text: string | null,
    add: (decoded: Decoded<CertificateModel>, at: EntryPlace) => void,
  ): void {
    const { problem } = attempt(() => {
      const list = new Cursor(bytes).enter(Id.sequence, 'the path');
      while (list.more) {
        const { start, end } = list.next();
        add(decodeCertificate(bytes.subarray(start, end), this.digests), moved(place, start));
      }
      return true;
    });
    if (problem !== null) this.#inside(problem, place, text);
  }

  #inside({ offset, message, severity }: ByteProblem, place: EntryPlace, text: string | null): void {
    if (place.kind === 'bytes') {
      this.problem(message, place.offset + offset, null, offset, severity);
    } else {
      const range = rangeOfByte(text ?? '', place.base64, place.offset + offset, place.decoration);
      this.problem(message, range.start, range, offset, severity);
    }
  }
}

/** Of certificate trust lists, which catalogs of Windows are. */
const TRUST_LIST = '1.3.6.1.4.1.311.10.1';

const EMPTY_PKCS7: ByteProblem = {
  offset: 0,
  message: 'The PKCS#7 message contains no certificates.',
  severity: 'error',
};

function moved(place: EntryPlace, offset: number): EntryPlace {
  return { ...place, offset: place.offset + offset };
}

function kindOfLabel(label: string): DerKind {
  if (label.includes('REQUEST')) return 'request';
  if (label.endsWith('CRL')) return 'crl';
  if (label.startsWith('PKCS7') || label.startsWith('PKCS #7') || label === 'CMS') return 'pkcs7';
  return 'certificate';
}
