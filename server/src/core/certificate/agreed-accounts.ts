// Exports of one account, and what they say together: what they contradict each other about is unknown.
import { agreed } from '../text/agreed.js';
import type { DirectoryAccount, Placed } from './account.js';
import { domainOf, upnsOf } from './account.js';

/** The exports of each account, in their order, without what another export of it contradicts. */
export function agreedAccounts(all: readonly DirectoryAccount[]): (readonly DirectoryAccount[])[] {
  const groups = new Map<string, Set<DirectoryAccount>>();
  const domains = new Map(all.flatMap((one) => upnsOf(one).map((upn) => [upn, domainOf(one)] as const)));
  for (const account of all) {
    const keys = keysOf(account, domains);
    const found = [...new Set(keys.flatMap((key) => groups.get(key) ?? []))];
    const [group = new Set()] = found.sort((a, b) => b.size - a.size);
    for (const other of found.slice(1)) for (const one of other) group.add(one);
    group.add(account);
    for (const one of found.length > 1 ? group : [account])
      for (const key of keysOf(one, domains)) groups.set(key, group);
  }
  const order = new Map(all.map((account, at) => [account, at]));
  return [...new Set([...groups.values()])].map((group) =>
    withoutContradictions([...group].sort((a, b) => order.get(a)! - order.get(b)!)),
  );
}

/** Another export of the account says something else. */
export function isContradicted({ isDisputed, disputedIdentities }: DirectoryAccount): boolean {
  return isDisputed === true || (disputedIdentities ?? []).length > 0;
}

/**
 * One UPN is one account of a domain; where an export names no domain, of the one that another export names. The
 * implicit UPN of an account that has another one may be the UPN of someone else's account.
 */
function keysOf(account: DirectoryAccount, domains: ReadonlyMap<string, string | null>): string[] {
  const { dn, sid, uri, range } = account;
  return [
    ...upnsOf(account)
      .slice(0, 1)
      .map((upn) => `upn ${upn} ${domainOf(account) ?? domains.get(upn) ?? ''}`),
    ...(sid === null ? [] : [`sid ${sid.value.toUpperCase()}`]),
    dn === null ? `at ${range.start} ${uri}` : `dn ${dn.toLowerCase()}`,
  ];
}

function withoutContradictions(exports: readonly DirectoryAccount[]): readonly DirectoryAccount[] {
  if (exports.length === 1) return exports;
  const differs = (valueOf: (account: DirectoryAccount) => Placed<string | number | boolean> | null): boolean => {
    const said = exports.flatMap((account) => valueOf(account)?.value ?? []);
    return said.length > 0 && agreed(said.map((value) => String(value).toLowerCase())) === null;
  };
  const isDisputed = {
    sid: differs(({ sid }) => sid),
    upn: differs(({ upn }) => upn),
    enabled: differs(({ enabled }) => enabled),
    expires: differs(({ expires }) => expires),
  };
  const whole = exports
    .filter(({ hasAllIdentities }) => hasAllIdentities)
    .map(({ altSecurityIdentities: all }) => new Set(all.map(({ value }) => value.toLowerCase())));
  const isCommon = ({ value }: Placed): boolean => whole.every((values) => values.has(value.toLowerCase()));
  return exports.map((account) => ({
    ...account,
    sid: isDisputed.sid ? null : account.sid,
    upn: isDisputed.upn ? null : account.upn,
    enabled: isDisputed.enabled ? null : account.enabled,
    expires: isDisputed.expires ? null : account.expires,
    altSecurityIdentities: account.altSecurityIdentities.filter(isCommon),
    disputedIdentities: account.altSecurityIdentities.filter((one) => !isCommon(one)),
    isDisputed: Object.values(isDisputed).includes(true),
  }));
}
