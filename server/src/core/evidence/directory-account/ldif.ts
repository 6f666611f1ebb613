// Accounts in LDIF, as ldifde and ldapsearch write it (RFC 2849): one record an account.
import type { DirectoryAccount, Placed } from '../../certificate/account.js';
import { readLdif } from '../../certificate/containers/ldif.js';
import type { LdifValue } from '../../certificate/containers/ldif.js';
import type { Digests } from '../../certificate/digests.js';
import { enabledBy, expiresBy, lockedBy } from './account-control.js';
import { sidText } from './sid-bytes.js';

const OF_ACCOUNTS = [
  'objectsid',
  'userprincipalname',
  'samaccountname',
  'useraccountcontrol',
  'accountexpires',
  'lockouttime',
  'altsecurityidentities',
  'usercertificate',
];
/** Every object has them and no one asks for them by name: with them, all attributes were exported. */
const OF_WHOLE_OBJECTS = ['instancetype', 'objectcategory', 'usnchanged'];
const WANTED = new Set([...OF_ACCOUNTS, ...OF_WHOLE_OBJECTS, 'changetype', 'add', 'replace', 'delete']);

/** A line that names an object, and one that tells something of an account. */
export function looksLikeAccountLdif(text: string): boolean {
  return (
    /^\ufeff?dn::? ?\S/im.test(text) &&
    /^(?:objectSid|userPrincipalName|sAMAccountName|userAccountControl|altSecurityIdentities)::? ?\S/im.test(text)
  );
}

interface LdifRecord {
  readonly values: readonly LdifValue[];
  /** Values to write to an object, which may have others. */
  readonly isChange: boolean;
}

/** Objects of which no such attribute was exported are left out. */
export function accountsInLdif(uri: string, text: string, digests: Digests): DirectoryAccount[] {
  const records = recordsIn(text).filter(({ values }) =>
    values.some(({ attribute }) => OF_ACCOUNTS.includes(attribute)),
  );
  const isRequested = records.some(({ values, isChange }) => !isChange && has(values, 'altsecurityidentities'));
  return records.map((record) => accountOf(uri, record, isRequested, digests));
}

function recordsIn(text: string): LdifRecord[] {
  const records: LdifValue[][] = [];
  for (const value of readLdif(text, WANTED)) {
    const last = records.at(-1);
    if (last?.[0]!.dn === value.dn) last.push(value);
    else records.push([value]);
  }
  return records.map((values) => {
    const isChange = values.some(
      ({ attribute, text: kind }) => attribute === 'changetype' && /^(?!add\b)/i.test(kind ?? ''),
    );
    return { values: isChange ? withoutDeleted(values) : values, isChange };
  });
}

function withoutDeleted(values: readonly LdifValue[]): LdifValue[] {
  let isDeleted = false;
  return values.filter(({ attribute }) => {
    if (attribute === 'delete') isDeleted = true;
    if (attribute === 'add' || attribute === 'replace') isDeleted = false;
    return !isDeleted;
  });
}

function has(values: readonly LdifValue[], attribute: string): boolean {
  return values.some((value) => value.attribute === attribute);
}

function accountOf(
  uri: string,
  { values, isChange }: LdifRecord,
  isRequested: boolean,
  digests: Digests,
): DirectoryAccount {
  const all = (attribute: string): LdifValue[] => values.filter((value) => value.attribute === attribute);
  const text = (attribute: string): Placed | null => placed(all(attribute)[0]);
  const sid = all('objectsid')[0];
  const mapped = all('altsecurityidentities');
  const identities = mapped.flatMap((value) => placed(value) ?? []);
  const told = values.filter(({ attribute }) => OF_ACCOUNTS.includes(attribute));
  const { dn } = values[0]!;
  return {
    uri,
    name: dn,
    dn,
    sid: sid === undefined ? null : sidOf(sid),
    upn: text('userprincipalname'),
    samAccountName: text('samaccountname'),
    altSecurityIdentities: identities,
    // LDIF has no line for an attribute without a value, nor for one that was not asked for.
    hasAllIdentities:
      !isChange &&
      (isRequested || OF_WHOLE_OBJECTS.every((attribute) => has(values, attribute))) &&
      identities.length === mapped.length,
    published: all('usercertificate').flatMap(({ bytes }) => (bytes === null ? [] : [digests.sha256(bytes)])),
    enabled: enabledBy(text('useraccountcontrol')),
    expires: expiresBy(text('accountexpires')),
    locked: lockedBy(text('lockouttime')),
    range: { start: told[0]!.range.start, end: told.at(-1)!.range.end },
  };
}

function placed(value: LdifValue | undefined): Placed | null {
  const text = value?.text?.trim() ?? '';
  return value === undefined || text === '' ? null : { value: text, range: value.range };
}

function sidOf({ bytes, text, range }: LdifValue): Placed | null {
  const value = bytes === null ? text : sidText(bytes);
  return !value?.startsWith('S-1-') ? null : { value, range };
}
