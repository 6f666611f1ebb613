// What certificates, requests and revocation lists share: SIGNED{…} of X.509, a body, an algorithm and a
// signature.
import { equalBytes, toHex } from '../bytes.js';
import type { Digests } from '../digests.js';
import { Cursor, DerError, Id, attempt, count } from '../der/element.js';
import type { ByteProblem, Element, Span } from '../der/element.js';
import { bitStringOf, isMinimalInteger } from '../der/values.js';
import type { Extension, SerialNumber, SignatureAlgorithm } from '../model.js';
import { readSignatureAlgorithm } from './algorithm.js';

/** A value, or the reason why there is none. */
export type Decoded<T> =
  { readonly model: T; readonly problem: null } | { readonly model: null; readonly problem: ByteProblem };

export interface Signed {
  readonly der: Uint8Array;
  readonly body: Cursor;
  readonly toBeSigned: Span;
  readonly signatureAlgorithm: SignatureAlgorithm;
  readonly signature: Span;
  readonly sha1: string;
  readonly sha256: string;
  readonly problems: ByteProblem[];
}

/** Opens the object that starts at the first byte; bytes after it are a problem, and not part of `der`. */
export function readSigned(bytes: Uint8Array, what: string, digests: Digests): Signed {
  const outer = new Cursor(bytes);
  const whole = outer.expect(Id.sequence, what);
  const problems: ByteProblem[] = [];
  const der = whole.end === bytes.length ? bytes : bytes.subarray(0, whole.end);
  if (outer.more)
    problems.push({
      offset: whole.end,
      message: `${count(bytes.length - whole.end)} too many after ${what}.`,
      severity: 'warning',
    });
  const inside = new Cursor(der).inside(whole);
  const body = inside.expect(Id.sequence, `the body of ${what}`);
  const signatureAlgorithm = readSignatureAlgorithm(inside);
  const signature = bitStringOf(der, inside.expect(Id.bitString, 'the signature'));
  inside.finish(what);
  return {
    der,
    body: inside.inside(body),
    toBeSigned: { start: body.start, end: body.end },
    signatureAlgorithm,
    signature: { start: signature.start, end: signature.end },
    sha1: digests.sha1(der),
    sha256: digests.sha256(der),
    problems,
  };
}

/** Catches what a reader could not go on from. */
export function decoded<T>(read: () => T): Decoded<T> {
  const { value, problem } = attempt(read);
  return problem === null ? { model: value, problem: null } : { model: null, problem };
}

/** A CertificateSerialNumber; one with needless leading octets is read, with a problem. */
export function serialNumberOf(bytes: Uint8Array, element: Element, problems: ByteProblem[]): SerialNumber {
  if (element.contentStart === element.contentEnd)
    throw new DerError(element.start, 'The serial number has no content.');
  if (!isMinimalInteger(bytes, element)) {
    problems.push({
      offset: element.contentStart,
      message: 'The serial number has an unnecessary leading byte; strict software rejects it.',
      severity: 'warning',
    });
  }
  return {
    hex: toHex(bytes, element.contentStart, element.contentEnd),
    negative: bytes[element.contentStart]! >= 0x80,
    span: { start: element.start, end: element.end },
  };
}

/** The algorithm inside the signed body must be the one outside it (RFC 5280 §4.1.1.2). */
export function checkInnerAlgorithm(signed: Signed, inner: SignatureAlgorithm): void {
  const { der, signatureAlgorithm: outer, problems } = signed;
  if (!equalBytes(der.subarray(inner.span.start, inner.span.end), der.subarray(outer.span.start, outer.span.end))) {
    problems.push({
      offset: outer.span.start,
      message: `The signature algorithm is ${outer.name} outside and ${inner.name} inside the signed part.`,
      severity: 'warning',
    });
  }
}

/** However broken an object is, this many notes about its extensions are enough. */
const MAXIMUM_NOTES = 20;

/** Problems of extensions: values that could not be decoded, and types that are twice (RFC 5280 §4.2). */
export function extensionProblems(extensions: readonly Extension[]): ByteProblem[] {
  const problems: ByteProblem[] = [];
  const seen = new Set<string>();
  for (const { oid, name, problem, span } of extensions) {
    if (problems.length >= MAXIMUM_NOTES) break;
    if (problem !== null) {
      problems.push({
        offset: problem.offset,
        message: `Extension ${name ?? oid}: ${problem.message}`,
        severity: 'warning',
      });
    }
    if (seen.has(oid))
      problems.push({ offset: span.start, message: `Extension ${name ?? oid} appears twice.`, severity: 'warning' });
    seen.add(oid);
  }
  return problems;
}
