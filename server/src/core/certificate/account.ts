// An account of the directory as an export has it: what domain controllers compare with a certificate.
import type { Range } from '../text/range.js';

export interface Placed<T = string> {
  readonly value: T;
  readonly range: Range;
}

/** Null for everything that the export does not tell: unknown, and not empty. */
export interface DirectoryAccount {
  readonly uri: string;
  /** For people: the distinguished name, or another name of it. */
  readonly name: string;
  readonly dn: string | null;
  /** objectSid, as text. */
  readonly sid: Placed | null;
  readonly upn: Placed | null;
  readonly samAccountName: Placed | null;
  readonly altSecurityIdentities: readonly Placed[];
  /** Those are all: the export tells of the attribute, and does not cut it off. */
  readonly hasAllIdentities: boolean;
  /** SHA-256 of the certificates that are published on it. */
  readonly published: readonly string[];
  readonly enabled: Placed<boolean> | null;
  /** When it ends, in milliseconds since 1970; `Infinity` for never. */
  readonly expires: Placed<number> | null;
  /** Locked after failed attempts when it was exported, which ends by itself. */
  readonly locked: Placed<boolean> | null;
  /** Of the whole record. */
  readonly range: Range;
  /** Another export of the account says otherwise in something that is null here; absent: not looked for. */
  readonly isDisputed?: boolean;
  /** Values of altSecurityIdentities that another export lacks. */
  readonly disputedIdentities?: readonly Placed[];
}

/** `contoso.com` of `CN=Jane,DC=contoso,DC=com`; null without domain components. */
export function domainOf({ dn }: DirectoryAccount): string | null {
  const parts = [...(dn ?? '').matchAll(/(?:^|,)\s*DC\s*=\s*([^,]+)/gi)].map((match) => match[1]!.trim());
  return parts.length === 0 ? null : parts.join('.').toLowerCase();
}

/** Its UPNs in lower case: the one that it has, and the implicit one of its name and domain. */
export function upnsOf(account: DirectoryAccount): string[] {
  const domain = domainOf(account);
  const implicit =
    account.samAccountName === null || domain === null ? [] : [`${account.samAccountName.value}@${domain}`];
  return [...(account.upn === null ? [] : [account.upn.value]), ...implicit].map((upn) => upn.toLowerCase());
}
