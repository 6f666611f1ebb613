// Accounts as objects with properties: Get-ADUser and Get-ADComputer as list, CSV, JSON or CliXml, and what
// csvde writes.
import { fromBase64, fromHex } from '../../certificate/bytes.js';
import type { DirectoryAccount, Placed } from '../../certificate/account.js';
import type { Digests } from '../../certificate/digests.js';
import { booleanOf, textOf, textsOf, valueOf } from '../objects/model.js';
import type { EvidenceObject, ObjectValue } from '../objects/model.js';
import { enabledBy, expiresBy, lockedBy } from './account-control.js';
import { sidText } from './sid-bytes.js';

const IDENTITIES = 'altSecurityIdentities';

/**
 * An object that is named as the directory names its own, and of which something is told that a certificate
 * is compared with.
 */
export function isAccount(object: EvidenceObject): boolean {
  const has = (...names: readonly string[]): boolean => valueOf(object, ...names) !== null;
  const isNamed = has('DistinguishedName', 'DN', 'SamAccountName');
  return isNamed && has('SID', 'objectSid', 'UserPrincipalName', 'userAccountControl', 'altSecurityIdentities');
}

/**
 * Whether the export has the attribute: a value, or a list, if only `{}`. A blank is also what `Select-Object`
 * writes for a property that was not asked for; csvde writes the column only if it was.
 */
export function exportsIdentities(object: EvidenceObject): boolean {
  const value = valueOf(object, IDENTITIES);
  if (value === null) return false;
  return value.items !== null || (value.text ?? '').trim() !== '' || valueOf(object, 'DN') !== null;
}

/** `hasIdentities`: `exportsIdentities` of any object of the export. */
export function accountOf(
  uri: string,
  object: EvidenceObject,
  hasIdentities: boolean,
  digests: Digests,
): DirectoryAccount {
  const text = (...names: readonly string[]): Placed | null => {
    const found = textOf(object, ...names);
    return found === null ? null : { value: found.text, range: found.range };
  };
  const dn = text('DistinguishedName', 'DN')?.value ?? null;
  return {
    uri,
    name: dn ?? text('SamAccountName', 'Name')?.value ?? '',
    dn,
    sid: sidOf(valueOf(object, 'SID', 'objectSid')),
    upn: text('UserPrincipalName'),
    samAccountName: text('SamAccountName'),
    ...identitiesOf(object, hasIdentities),
    published: bytesOf(valueOf(object, 'userCertificate')).map((bytes) => digests.sha256(bytes)),
    enabled: enabledOf(object),
    expires: expiresBy(text('accountExpires')),
    locked: booleanOf(object, 'LockedOut') ?? lockedBy(text('lockoutTime')),
    range: object.range,
  };
}

function enabledOf(object: EvidenceObject): Placed<boolean> | null {
  const enabled = booleanOf(object, 'Enabled');
  if (enabled !== null) return enabled;
  const control = textOf(object, 'userAccountControl');
  return enabledBy(control === null ? null : { value: control.text, range: control.range });
}

/** Text, `{ Value: "S-1-…" }` of JSON, or csvde's `X'0105…'`. */
function sidOf(value: ObjectValue | null): Placed | null {
  if (value === null) return null;
  const nested = value.object === null ? null : textOf(value.object, 'Value');
  const text = (nested?.text ?? value.text ?? '').trim();
  const range = nested?.range ?? value.range;
  if (/^S-1-/i.test(text)) return { value: text, range };
  const bytes = hexadecimal(text);
  const sid = bytes === null ? null : sidText(bytes);
  return sid === null ? null : { value: sid, range };
}

/** csvde puts several values into one cell, with semicolons between them. */
function identitiesOf(
  object: EvidenceObject,
  hasIdentities: boolean,
): Pick<DirectoryAccount, 'altSecurityIdentities' | 'hasAllIdentities'> {
  const found = textsOf(object, IDENTITIES);
  const texts = found?.texts.filter(({ text }) => !TYPE_NAME.test(text)) ?? [];
  const altSecurityIdentities = texts.flatMap(({ text, range }) =>
    text
      .split(/;(?=\s*(?:X509\w*|Kerberos):)/i)
      .map((value) => ({ value: value.trim(), range }))
      .filter(({ value }) => value !== ''),
  );
  const isWhole = found?.isCut === false && texts.length === found.texts.length;
  return { altSecurityIdentities, hasAllIdentities: hasIdentities && isWhole };
}

/** What Export-Csv writes for a list. */
const TYPE_NAME = /^(?:Microsoft|System)\.[\w.[\]]+$/;

/** The values of an attribute of bytes: csvde's `X'…'`, Base64, hexadecimal, or JSON's arrays of numbers. */
export function bytesOf(value: ObjectValue | null): Uint8Array[] {
  if (value === null) return [];
  const { items, object, text } = value;
  if (items !== null) {
    const numbers = items.map((item) => (item.items === null && item.object === null ? Number(item.text) : NaN));
    if (numbers.length > 1 && numbers.every((number) => Number.isInteger(number) && number >= 0 && number < 256))
      return [Uint8Array.from(numbers)];
    return items.slice(0, 100).flatMap(bytesOf);
  }
  if (object !== null) return bytesOf(valueOf(object, 'value', 'RawData'));
  return (text ?? '').split(';').flatMap((part) => {
    const found = hexadecimal(part.trim()) ?? base64(part.trim());
    return found === null || found.length === 0 ? [] : [found];
  });
}

function hexadecimal(text: string): Uint8Array | null {
  const digits = /^X'([0-9a-f]*)'$/i.exec(text)?.[1] ?? (/^30[0-9a-f]+$/i.test(text) ? text : null);
  return digits === null ? null : fromHex(digits.toLowerCase());
}

function base64(text: string): Uint8Array | null {
  if (!/^MI[A-Za-z0-9+/=]+$/.test(text)) return null;
  const { bytes, problem } = fromBase64(text);
  return problem === null ? bytes : null;
}
