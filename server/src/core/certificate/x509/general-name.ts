// GeneralName of RFC 5280 §4.2.1.6, with the otherName types that Active Directory and smart cards use.
import { toHex } from '../bytes.js';
import { Cursor, DerError, Id, attempt, isConstructed } from '../der/element.js';
import type { Element } from '../der/element.js';
import { decodeOid, oidOf, stringOf } from '../der/values.js';
import { latin1 } from '../bytes.js';
import type { DistinguishedName, GeneralName, Span } from '../model.js';
import { oidName } from '../oids.js';
import { readName } from './name.js';

const UPN = '1.3.6.1.4.1.311.20.2.3';
const NTDS_GUID = '1.3.6.1.4.1.311.25.1';
const NTDS_SID = '1.3.6.1.4.1.311.25.2.1';
const KERBEROS = '1.3.6.1.5.2.2';

/** All names of a GeneralNames cursor; at least one when `demandOne`. */
export function readGeneralNames(cursor: Cursor, demandOne = false): GeneralName[] {
  if (demandOne && !cursor.more) throw new DerError(cursor.position, 'A list of names is empty.');
  const names: GeneralName[] = [];
  while (cursor.more) names.push(readGeneralName(cursor));
  return names;
}

/** `mask`: an address followed by its mask, as in name constraints. */
export function readGeneralName(cursor: Cursor, mask = false): GeneralName {
  const element = cursor.next();
  const { bytes } = cursor;
  const span = { start: element.start, end: element.end };
  const plain = (type: GeneralName['type'], value: string): GeneralName => ({
    type,
    value,
    oid: null,
    oidName: null,
    span,
  });
  switch (element.id) {
    case 0xa0:
      return readOtherName(cursor, element);
    case 0x81:
      return plain('email', latin1(bytes, element.contentStart, element.contentEnd));
    case 0x82:
      return plain('dns', latin1(bytes, element.contentStart, element.contentEnd));
    case 0xa3:
      return plain('x400', toHex(bytes, element.start, element.end));
    case 0xa4: {
      const inside = cursor.inside(element);
      const name = readName(inside, 'a directory name');
      inside.finish('a directory name');
      return plain('directoryName', name.text);
    }
    case 0xa5:
      return plain('ediParty', toHex(bytes, element.start, element.end));
    case 0x86:
      return plain('uri', latin1(bytes, element.contentStart, element.contentEnd));
    case 0x87:
      return plain('ip', addressText(bytes, element, mask));
    case 0x88:
      return plain('registeredId', decodeOid(bytes, element.contentStart, element.contentEnd));
    default:
      throw new DerError(element.start, `0x${element.id.toString(16)} is not the tag of any kind of name.`);
  }
}

/** The name inside a directoryName that was read from those bytes; null when the span is of none. */
export function directoryNameAt(bytes: Uint8Array, { start, end }: Span): DistinguishedName | null {
  return attempt(() => readName(new Cursor(bytes, start, end).enter(0xa4, 'a directory name'), 'a directory name'))
    .value;
}

/** The octets of an iPAddress that was read from those bytes. */
export function addressAt(bytes: Uint8Array, { start, end }: Span): Uint8Array {
  const octets = attempt(() => {
    const { contentStart, contentEnd } = new Cursor(bytes, start, end).expect(0x87, 'an address');
    return bytes.subarray(contentStart, contentEnd);
  });
  return octets.value ?? new Uint8Array();
}

function readOtherName(cursor: Cursor, element: Element): GeneralName {
  const inside = cursor.inside(element);
  const oid = oidOf(inside, 'the type of an other name');
  const wrapper = inside.expect(0xa0, 'the value of an other name');
  inside.finish('an other name');
  const value = inside.inside(wrapper);
  const inner = value.next();
  value.finish('the value of an other name');
  return {
    type: oid === UPN ? 'upn' : 'other',
    value: otherNameText(value, oid, inner),
    oid,
    oidName: oidName(oid),
    span: { start: element.start, end: element.end },
  };
}

function otherNameText(cursor: Cursor, oid: string, inner: Element): string {
  const { bytes } = cursor;
  const text = stringOf(bytes, inner);
  if (text !== null) return text;
  if (inner.id === Id.octetString) {
    if (oid === NTDS_GUID && inner.contentEnd - inner.contentStart === 16) return guidText(bytes, inner.contentStart);
    if (oid === NTDS_SID) return latin1(bytes, inner.contentStart, inner.contentEnd);
    return toHex(bytes, inner.contentStart, inner.contentEnd);
  }
  if (oid === KERBEROS && inner.id === Id.sequence) {
    const principal = attempt(() => kerberosText(cursor.inside(inner)));
    if (principal.value !== null) return principal.value;
  }
  return toHex(bytes, inner.start, inner.end);
}

/** The text form of a GUID, whose first three parts are little-endian. */
function guidText(bytes: Uint8Array, start: number): string {
  const part = (...order: number[]): string =>
    order.map((index) => toHex(bytes, start + index, start + index + 1)).join('');
  return `${part(3, 2, 1, 0)}-${part(5, 4)}-${part(7, 6)}-${part(8, 9)}-${part(10, 11, 12, 13, 14, 15)}`;
}

/** `name/instance@REALM` of a KRB5PrincipalName (RFC 4556 §3.2.2). */
function kerberosText(cursor: Cursor): string {
  const realmElement = cursor.enter(0xa0, 'a realm').next();
  const principal = cursor.enter(0xa1, 'a principal name').enter(Id.sequence, 'a principal name');
  principal.expect(0xa0, 'a name type');
  const parts = principal.enter(0xa1, 'the parts of a name').enter(Id.sequence, 'the parts of a name');
  const texts: string[] = [];
  while (parts.more) texts.push(stringOf(cursor.bytes, parts.next()) ?? '');
  return `${texts.join('/')}@${stringOf(cursor.bytes, realmElement) ?? ''}`;
}

function addressText(bytes: Uint8Array, element: Element, mask: boolean): string {
  const { contentStart: start, contentEnd: end } = element;
  if (isConstructed(element)) throw new DerError(element.start, 'An address must be primitive.');
  const half = start + (end - start) / 2;
  if (mask && (end - start === 8 || end - start === 32))
    return `${ipText(bytes, start, half)}/${ipText(bytes, half, end)}`;
  if (!mask && (end - start === 4 || end - start === 16)) return ipText(bytes, start, end);
  return toHex(bytes, start, end);
}

/** Dotted IPv4, or IPv6 in the form of RFC 5952. */
export function ipText(bytes: Uint8Array, start: number, end: number): string {
  if (end - start === 4) return `${bytes[start]!}.${bytes[start + 1]!}.${bytes[start + 2]!}.${bytes[start + 3]!}`;
  const groups: number[] = [];
  for (let i = start; i < end; i += 2) groups.push((bytes[i]! << 8) | bytes[i + 1]!);
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < groups.length; i++) {
    let length = 0;
    while (groups[i + length] === 0) length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return best < 0 ? text(groups) : `${text(groups.slice(0, best))}::${text(groups.slice(best + bestLength))}`;
}
