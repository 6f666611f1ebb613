// Delegation and service principal names in LDIF, as ldifde writes the account of a gateway or of Exchange.
import { readLdif } from '../../certificate/containers/ldif.js';
import type { LdifValue } from '../../certificate/containers/ldif.js';
import type { Delegation, ServiceName } from '../facts.js';
import { transitionOf } from './transition.js';

const WANTED = new Set(['msds-allowedtodelegateto', 'useraccountcontrol', 'serviceprincipalname']);

export interface LdifDelegation {
  readonly delegations: readonly Delegation[];
  readonly serviceNames: readonly ServiceName[];
}

/** Empty for a text that is not LDIF with one of the attributes. */
export function delegationInLdif(text: string): LdifDelegation {
  if (!/^\ufeff?dn::? ?\S/im.test(text) || !/^(?:msDS-AllowedToDelegateTo|servicePrincipalName): ?\S/im.test(text))
    return { delegations: [], serviceNames: [] };
  const records = new Map<string, LdifValue[]>();
  for (const value of readLdif(text, WANTED)) {
    const same = records.get(value.dn);
    if (same) same.push(value);
    else records.set(value.dn, [value]);
  }
  const delegations: Delegation[] = [];
  const serviceNames: ServiceName[] = [];
  for (const [account, values] of records) {
    const of = (wanted: string): { text: string; range: LdifValue['range'] }[] =>
      values.flatMap(({ attribute, text: value, range }) =>
        attribute === wanted && value !== null && value.trim() !== '' ? [{ text: value.trim(), range }] : [],
      );
    const names = of('msds-allowedtodelegateto');
    const [first] = names;
    if (first)
      delegations.push({
        account,
        range: first.range,
        allowedTo: { names, isCut: false, range: first.range },
        protocolTransition: transitionOf(of('useraccountcontrol')[0] ?? null),
      });
    for (const { text: name, range } of of('serviceprincipalname')) serviceNames.push({ name, account, range });
  }
  return { delegations, serviceNames };
}
