// SubjectPublicKeyInfo: what kind of key, how strong, on which curve. An unknown kind is named by its OID and
// never rejected.
import { Cursor, DerError, Id, attempt } from '../der/element.js';
import type { ByteProblem, Element } from '../der/element.js';
import { bigInteger, bitLength, bitStringOf, decodeOid, oidOf } from '../der/values.js';
import type { PssParameters, PublicKey } from '../model.js';
import { curveOf, keyAlgorithmOf } from '../oids.js';
import { RSASSA_PSS, readPss } from './algorithm.js';

interface KeyDetails {
  readonly bits: number | null;
  readonly curve?: string;
  readonly exponent?: string;
  readonly pss?: PssParameters | null;
}

/** Reads the SubjectPublicKeyInfo that is next. */
export function readPublicKey(cursor: Cursor): PublicKey {
  const whole = cursor.expect(Id.sequence, 'the public key');
  const inside = cursor.inside(whole);
  const algorithm = inside.enter(Id.sequence, 'the algorithm of the public key');
  const oid = oidOf(algorithm, 'the algorithm of the public key');
  const parameters = algorithm.more ? algorithm.next() : null;
  algorithm.finish('the algorithm of the public key');
  const bits = bitStringOf(cursor.bytes, inside.expect(Id.bitString, 'the public key'));
  inside.finish('the public key');
  const key = { start: bits.start, end: bits.end };
  const known = keyAlgorithmOf(oid);
  const read = attempt(() => keyDetails(algorithm, oid, known?.name ?? '', parameters, key.start, key.end));
  const details: KeyDetails = read.value ?? { bits: null };
  const problem: ByteProblem | null = read.problem === null ? null : { ...read.problem, severity: 'warning' };
  return {
    algorithm: known?.name ?? oid,
    oid,
    bits: known?.bits ?? details.bits,
    curve: details.curve ?? null,
    exponent: details.exponent ?? null,
    pss: details.pss ?? null,
    span: { start: whole.start, end: whole.end },
    key,
    problem,
  };
}

function keyDetails(
  cursor: Cursor,
  oid: string,
  name: string,
  parameters: Element | null,
  start: number,
  end: number,
): KeyDetails {
  switch (name) {
    case 'RSA':
    case 'RSA-OAEP':
      return rsaKey(cursor, start, end);
    case 'RSA-PSS':
      return { ...rsaKey(cursor, start, end), pss: oid === RSASSA_PSS ? readPss(cursor, parameters) : null };
    case 'DSA':
    case 'DH':
    case 'GOST R 34.10-94':
      return { bits: groupBits(cursor, parameters) };
    case 'EC':
      return curveKey(cursor, parameters, start, end);
    default:
      return { bits: null };
  }
}

/** RSAPublicKey inside the bit string (RFC 8017 §A.1.1). */
function rsaKey(outer: Cursor, start: number, end: number): KeyDetails {
  const { bytes } = outer;
  const key = new Cursor(bytes, start, end, outer.depth).enter(Id.sequence, 'an RSA key');
  const modulus = key.expect(Id.integer, 'the modulus');
  const exponent = key.expect(Id.integer, 'the exponent');
  const plain = exponent.contentEnd - exponent.contentStart <= 64;
  const bits = bitLength(bytes, modulus.contentStart, modulus.contentEnd);
  return plain ? { bits, exponent: bigInteger(bytes, exponent).toString() } : { bits };
}

/** The size of the prime p, the first integer of DSA and Diffie-Hellman parameters. */
function groupBits(cursor: Cursor, parameters: Element | null): number | null {
  if (parameters?.id !== Id.sequence) return null;
  const inside = cursor.inside(parameters);
  if (inside.peek() !== Id.integer) return null;
  const prime = inside.next();
  return bitLength(cursor.bytes, prime.contentStart, prime.contentEnd);
}

/** ECParameters: a named curve, or everything written out (RFC 3279 §2.3.5, RFC 5480). */
function curveKey(cursor: Cursor, parameters: Element | null, start: number, end: number): KeyDetails {
  if (parameters === null || parameters.id === Id.nothing) return { bits: null };
  if (parameters.id === Id.objectIdentifier) {
    const oid = decodeOid(cursor.bytes, parameters.contentStart, parameters.contentEnd);
    const known = curveOf(oid);
    return { bits: known?.bits ?? pointBits(cursor.bytes, start, end), curve: known?.name ?? oid };
  }
  if (parameters.id !== Id.sequence)
    throw new DerError(parameters.start, 'The curve has neither a name nor parameters.');
  return { bits: fieldBits(cursor, parameters) ?? pointBits(cursor.bytes, start, end), curve: 'explicit' };
}

/** The size of the prime field of explicit parameters; null for a binary field. */
function fieldBits(cursor: Cursor, parameters: Element): number | null {
  const inside = cursor.inside(parameters);
  inside.expect(Id.integer, 'the version of the curve');
  const field = inside.enter(Id.sequence, 'the field of the curve');
  if (oidOf(field, 'the kind of field') !== '1.2.840.10045.1.1') return null;
  const prime = field.expect(Id.integer, 'the prime of the field');
  return bitLength(cursor.bytes, prime.contentStart, prime.contentEnd);
}

/** An upper bound from the encoded point: 0x04 x y, or 0x02/0x03 x. */
function pointBits(bytes: Uint8Array, start: number, end: number): number | null {
  if (bytes[start] === 4) return ((end - start - 1) / 2) * 8;
  return bytes[start] === 2 || bytes[start] === 3 ? (end - start - 1) * 8 : null;
}
