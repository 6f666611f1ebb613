// Accounts in LDIF, as ldifde and ldapsearch write it (RFC 2849): one record an account.
import type { DirectoryAccount, Placed } from '../../certificate/account.js';
import { readLdif } from '../../certificate/containers/ldif.js';
import type { LdifValue } from '../../certificate/containers/ldif.js';
import type { Digests } from '../../certificate/digests.js';
import { enabledBy, expiresBy } from './account-control.js';
import { sidText } from './sid-bytes.js';

const WANTED = new Set([
  'objectsid',
  'userprincipalname',
  'samaccountname',
  'useraccountcontrol',
  'accountexpires',
  'altsecurityidentities',
  'usercertificate',
]);

/** A line that names an object, and one that tells something of an account. */
export function looksLikeAccountLdif(text: string): boolean {
  return (
    /^\ufeff?dn::? ?\S/im.test(text) &&
    /^(?:objectSid|userPrincipalName|sAMAccountName|userAccountControl|altSecurityIdentities)::? ?\S/im.test(text)
  );
}

/** Objects of which no such attribute was exported are left out. */
export function accountsInLdif(uri: string, text: string, digests: Digests): DirectoryAccount[] {
  const accounts: DirectoryAccount[] = [];
  let record: LdifValue[] = [];
  const end = (): void => {
    if (record.length > 0) accounts.push(accountOf(uri, record, digests));
    record = [];
  };
  for (const value of readLdif(text, WANTED)) {
    if (record[0] !== undefined && record[0].dn !== value.dn) end();
    record.push(value);
  }
  end();
  return accounts;
}

function accountOf(uri: string, record: readonly LdifValue[], digests: Digests): DirectoryAccount {
  const all = (attribute: string): LdifValue[] => record.filter((value) => value.attribute === attribute);
  const text = (attribute: string): Placed | null => placed(all(attribute)[0]);
  const sid = all('objectsid')[0];
  const identities = all('altsecurityidentities');
  const { dn } = record[0]!;
  return {
    uri,
    name: dn,
    dn,
    sid: sid === undefined ? null : sidOf(sid),
    upn: text('userprincipalname'),
    samAccountName: text('samaccountname'),
    altSecurityIdentities: identities.flatMap((value) => placed(value) ?? []),
    // LDIF has no line for an attribute without a value.
    hasAllIdentities: true,
    published: all('usercertificate').flatMap(({ bytes }) => (bytes === null ? [] : [digests.sha256(bytes)])),
    enabled: enabledBy(text('useraccountcontrol')),
    expires: expiresBy(text('accountexpires')),
    range: { start: record[0]!.range.start, end: record.at(-1)!.range.end },
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
