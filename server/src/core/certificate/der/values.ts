// The primitive values of ASN.1: integers, object identifiers, strings, bit strings, booleans and times.
import { concatBytes, latin1, utf16, utf8 } from '../bytes.js';
import { DerError, Id, isConstructed } from './element.js';
import type { Element, Cursor } from './element.js';

/**
 * No object identifier in use comes near this many bytes; longer ones are rejected, because arcs are unbounded
 * integers.
 */
const MAXIMUM_OID_BYTES = 256;

/** The dotted form. Arcs beyond 2⁵³ are exact (X.690 §8.19). */
export function decodeOid(bytes: Uint8Array, start: number, end: number): string {
  if (start >= end) throw new DerError(start, 'An object identifier has no content.');
  if (end - start > MAXIMUM_OID_BYTES) throw new DerError(start, `An object identifier of ${end - start} bytes.`);
  if (bytes[end - 1]! >= 0x80) throw new DerError(end - 1, 'The last arc of an object identifier is cut off.');
  let text = '';
  let arc = 0;
  let big: bigint | null = null;
  for (let i = start; i < end; i++) {
    const octet = bytes[i]!;
    if (big !== null) big = big * 128n + BigInt(octet & 0x7f);
    else if (arc < 0x1_0000_0000_0000 / 128) arc = arc * 128 + (octet & 0x7f);
    else big = BigInt(arc) * 128n + BigInt(octet & 0x7f);
    if (octet >= 0x80) continue;
    if (text === '') {
      const first = big === null && arc < 80 ? Math.floor(arc / 40) : 2;
      text = `${first}.${big === null ? arc - first * 40 : (big - 80n).toString()}`;
    } else {
      text += `.${big === null ? arc : big.toString()}`;
    }
    arc = 0;
    big = null;
  }
  return text;
}

export function oidOf(cursor: Cursor, what: string): string {
  const element = cursor.expect(Id.objectIdentifier, what);
  return decodeOid(cursor.bytes, element.contentStart, element.contentEnd);
}

/**
 * Whether an INTEGER is written with a needless leading octet, which DER forbids and strict readers reject.
 */
export function isMinimalInteger(bytes: Uint8Array, element: Element): boolean {
  const first = bytes[element.contentStart];
  const second = bytes[element.contentStart + 1];
  if (element.contentEnd - element.contentStart < 2 || first === undefined || second === undefined) return true;
  return !((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
}

/** An INTEGER or ENUMERATED that fits a double exactly; throws for larger ones. */
export function smallInteger(bytes: Uint8Array, element: Element): number {
  const length = element.contentEnd - element.contentStart;
  if (length === 0) throw new DerError(element.start, 'An integer has no content.');
  if (length > 6) throw new DerError(element.start, 'An integer is too large.');
  let value = bytes[element.contentStart]! >= 0x80 ? -1 : 0;
  for (let i = element.contentStart; i < element.contentEnd; i++) value = value * 256 + bytes[i]!;
  return value;
}

/** How many bits an unsigned big-endian integer has. */
export function bitLength(bytes: Uint8Array, start: number, end: number): number {
  let first = start;
  while (first < end && bytes[first] === 0) first++;
  return first === end ? 0 : (end - first) * 8 - Math.clz32(bytes[first]!) + 24;
}

/** An INTEGER of any size. Callers bound the size. */
export function bigInteger(bytes: Uint8Array, element: Element): bigint {
  let value = bytes[element.contentStart]! >= 0x80 ? -1n : 0n;
  for (let i = element.contentStart; i < element.contentEnd; i++) value = value * 256n + BigInt(bytes[i]!);
  return value;
}

export function booleanOf(bytes: Uint8Array, element: Element): boolean {
  if (element.contentEnd - element.contentStart !== 1)
    throw new DerError(element.start, 'A boolean must have one byte.');
  return bytes[element.contentStart] !== 0;
}

/** Where the bits of a primitive BIT STRING are, and how many of the last byte's bits are none. */
export interface BitString {
  readonly start: number;
  readonly end: number;
  readonly unusedBits: number;
}

export function bitStringOf(bytes: Uint8Array, element: Element): BitString {
  if (element.contentStart === element.contentEnd) throw new DerError(element.start, 'A bit string has no content.');
  const unusedBits = bytes[element.contentStart]!;
  if (unusedBits > 7 || (unusedBits > 0 && element.contentEnd - element.contentStart === 1)) {
    throw new DerError(element.contentStart, `A bit string with ${unusedBits} unused bits.`);
  }
  return { start: element.contentStart + 1, end: element.contentEnd, unusedBits };
}

/** The numbers of the bits that are set, bit 0 first in the bytes (X.680 §22). */
export function namedBits(bytes: Uint8Array, bits: BitString): number[] {
  const set: number[] = [];
  const count = Math.min((bits.end - bits.start) * 8 - bits.unusedBits, 64);
  for (let bit = 0; bit < count; bit++) {
    if ((bytes[bits.start + (bit >> 3)]! & (0x80 >> (bit & 7))) !== 0) set.push(bit);
  }
  return set;
}

/** The content of an OCTET STRING; the parts of a constructed one (BER) are joined. */
export function octetsOf(cursor: Cursor, element: Element): Uint8Array {
  if (!isConstructed(element)) return cursor.bytes.subarray(element.contentStart, element.contentEnd);
  const parts: Uint8Array[] = [];
  const inner = cursor.inside(element);
  while (inner.more) parts.push(octetsOf(inner, inner.next()));
  return concatBytes(parts);
}

/** What kind of string an identifier octet names. */
export type StringType =
  'utf8' | 'numeric' | 'printable' | 'teletex' | 'ia5' | 'visible' | 'general' | 'universal' | 'bmp';

const STRING_TYPES: ReadonlyMap<number, StringType> = new Map<number, StringType>([
  [Id.utf8String, 'utf8'],
  [Id.numericString, 'numeric'],
  [Id.printableString, 'printable'],
  [Id.teletexString, 'teletex'],
  [Id.ia5String, 'ia5'],
  [Id.visibleString, 'visible'],
  [Id.generalString, 'general'],
  [Id.universalString, 'universal'],
  [Id.bmpString, 'bmp'],
]);

export function stringTypeOf(id: number): StringType | null {
  return STRING_TYPES.get(id) ?? null;
}

/**
 * The text of a string element, null when it is not a string. Teletex is read as Latin-1, as every reader in
 * use does.
 */
export function stringOf(bytes: Uint8Array, element: Element): string | null {
  const { contentStart: start, contentEnd: end } = element;
  switch (element.id) {
    case Id.utf8String:
      return utf8(bytes, start, end);
    case Id.bmpString:
      return utf16(bytes, false, start, end);
    case Id.universalString:
      return utf32(bytes, start, end);
    default:
      return STRING_TYPES.has(element.id) ? latin1(bytes, start, end) : null;
  }
}

function utf32(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i + 3 < end; i += 4) {
    const code = ((bytes[i]! << 24) | (bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!) >>> 0;
    text += code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? '\ufffd' : String.fromCodePoint(code);
  }
  return text;
}

/** A point in time as it is written and, when it can be read, as ISO 8601 and as milliseconds since 1970. */
export interface Time {
  readonly raw: string;
  /** `2025-01-31T12:00:00Z`; null when the value is not a date. */
  readonly iso: string | null;
  readonly ms: number | null;
}

const TIME = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(?:(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{4})?$/;

/**
 * UTCTime and GeneralizedTime, seconds and time zone optional as in BER (RFC 5280 §4.1.2.5 for the century of
 * two digits).
 */
export function timeOf(bytes: Uint8Array, element: Element): Time {
  const { contentStart: start, contentEnd: end } = element;
  if (end - start === 13 || end - start === 15) {
    const fast = fixedTime(bytes, start, end);
    if (fast !== null && (end - start === 13) === (element.id === Id.utcTime)) return fast;
  }
  const raw = latin1(bytes, start, Math.min(end, start + 64));
  const match = TIME.exec(raw);
  const digits = match?.[1] ?? '';
  if (match === null || end - start > 64 || (digits.length === 2) !== (element.id === Id.utcTime))
    return { raw, iso: null, ms: null };
  const year = digits.length === 4 ? Number(digits) : Number(digits) + (Number(digits) < 50 ? 2000 : 1900);
  const at = moment(
    year,
    Number(match[2]),
    Number(match[3]),
    Number(match[4]),
    Number(match[5]),
    Number(match[6] ?? 0),
  );
  if (at === null) return { raw, iso: null, ms: null };
  const zone = match[8] ?? 'Z';
  const minutes = zone === 'Z' ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
  const ms = at - (zone.startsWith('-') ? -minutes : minutes) * 60_000;
  return { raw, iso: isoOf(ms), ms };
}

/** The forms that DER demands, `YYMMDDHHMMSSZ` and `YYYYMMDDHHMMSSZ`, without a regular expression. */
function fixedTime(bytes: Uint8Array, start: number, end: number): Time | null {
  if (bytes[end - 1] !== 0x5a) return null;
  for (let i = start; i < end - 1; i++) if (bytes[i]! < 0x30 || bytes[i]! > 0x39) return null;
  const pair = (offset: number): number => (bytes[offset]! - 48) * 10 + bytes[offset + 1]! - 48;
  const rest = end - 11;
  const short = pair(start);
  const year = end - start === 15 ? short * 100 + pair(start + 2) : short + (short < 50 ? 2000 : 1900);
  const ms = moment(year, pair(rest), pair(rest + 2), pair(rest + 4), pair(rest + 6), pair(rest + 8));
  return ms === null ? null : { raw: latin1(bytes, start, end), iso: isoOf(ms), ms };
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function moment(year: number, month: number, day: number, hour: number, minute: number, second: number): number | null {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && !leap ? 28 : DAYS[month - 1];
  if (days === undefined || day < 1 || day > days || hour > 23 || minute > 59 || second > 59) return null;
  // Date.UTC takes years below 100 for 1900 and later; 400 years are a whole number of days.
  return Date.UTC(year + 400, month - 1, day, hour, minute, second) - 12_622_780_800_000;
}

function isoOf(ms: number): string | null {
  const iso = new Date(ms).toISOString();
  // A time zone can push the year out of four digits.
  return iso.startsWith('+') || iso.startsWith('-') ? null : iso.replace('.000Z', 'Z');
}
