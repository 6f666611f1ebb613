// Distinguished names and their RFC 4514 text.
import { toHex } from '../bytes.js';
import { Id } from '../der/element.js';
import type { Cursor, Element } from '../der/element.js';
import { oidOf, stringOf, stringTypeOf } from '../der/values.js';
import type { DistinguishedName, NameAttribute } from '../model.js';
import { attributeName } from '../oids.js';

/** Reads the `Name` that is next. */
export function readName(cursor: Cursor, what: string): DistinguishedName {
  return readNameOf(cursor, cursor.expect(Id.sequence, what));
}

/** Reads a name from an element whose content is an RDNSequence, whatever its tag. */
export function readNameOf(cursor: Cursor, element: Element): DistinguishedName {
  const sequence = cursor.inside(element);
  const rdns: NameAttribute[][] = [];
  while (sequence.more) rdns.push(readRdn(sequence, sequence.expect(Id.set, 'a relative distinguished name')));
  return { text: nameText(rdns, cursor.bytes), rdns, span: { start: element.start, end: element.end } };
}

/** Reads the attributes of one RDN from an element whose content is a SET of them, whatever its tag. */
export function readRdn(cursor: Cursor, element: Element): NameAttribute[] {
  const set = cursor.inside(element);
  const attributes: NameAttribute[] = [];
  while (set.more) attributes.push(readAttribute(set));
  return attributes;
}

function readAttribute(cursor: Cursor): NameAttribute {
  const whole = cursor.expect(Id.sequence, 'an attribute of a name');
  const inside = cursor.inside(whole);
  const oid = oidOf(inside, 'the type of an attribute');
  const value = inside.next();
  inside.finish('an attribute of a name');
  const text = stringOf(cursor.bytes, value);
  return {
    oid,
    type: attributeName(oid) ?? oid,
    value: text ?? `#${toHex(cursor.bytes, value.start, value.end)}`,
    encoding: stringTypeOf(value.id),
    span: { start: value.start, end: value.end },
  };
}

/**
 * RFC 4514 §2: RDNs in reverse, joined by commas; attributes of one RDN by plus signs, in reverse too, as
 * OpenSSL writes them (the RFC leaves their order open). Empty RDNs, which X.501 forbids, are passed over.
 */
export function nameText(rdns: readonly (readonly NameAttribute[])[], bytes: Uint8Array): string {
  let text = '';
  for (let i = rdns.length - 1; i >= 0; i--) {
    const rdn = rdns[i]!;
    for (let k = rdn.length - 1; k >= 0; k--) {
      if (text !== '') text += k === rdn.length - 1 ? ',' : '+';
      text += attributeText(rdn[k]!, bytes);
    }
  }
  return text;
}

/**
 * `CN=Jane`, special characters escaped; a type without a name has its value as hexadecimal of the DER (RFC
 * 4514 §2.4).
 */
export function attributeText({ type, oid, value, encoding, span }: NameAttribute, bytes: Uint8Array): string {
  if (encoding === null) return `${type}=${value}`;
  return `${type}=${type === oid ? `#${toHex(bytes, span.start, span.end)}` : escapeValue(value)}`;
}

const SPECIAL = /["+,;<>\\\u0000-\u001f\u007f]|^[ #]| $/;

/** RFC 4514 §2.4; control characters become hexadecimal pairs, which the RFC allows and terminals need. */
export function escapeValue(value: string): string {
  if (!SPECIAL.test(value)) return value;
  let text = '';
  for (let i = 0; i < value.length; i++) {
    const character = value[i]!;
    const code = value.charCodeAt(i);
    if (code < 32 || code === 127) text += `\\${code.toString(16).padStart(2, '0').toUpperCase()}`;
    else if (
      '"+,;<>\\'.includes(character) ||
      (i === 0 && (character === ' ' || character === '#')) ||
      (i === value.length - 1 && character === ' ')
    ) {
      text += `\\${character}`;
    } else text += character;
  }
  return text;
}
