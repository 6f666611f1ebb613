// What Get-ADComputer, Get-ADUser and ldifde say of constrained delegation: which services an account may
// reach for users.
import type { Range } from '../../text/range.js';
import type { Delegation, ServiceName } from '../facts.js';
import type { EvidenceKind } from '../kind.js';
import { booleanOf, textOf, textsOf, type EvidenceObject } from '../objects/model.js';
import { isServiceName } from '../setspn/read.js';
import { delegationInLdif } from './ldif.js';
import { transitionOf } from './transition.js';

const allowedTo = 'msDS-AllowedToDelegateTo';

/** Accounts that carry the attribute or its switch; others say nothing of delegation. */
export function delegationsOf(objects: readonly EvidenceObject[]): Delegation[] {
  return objects.flatMap((object): Delegation[] => {
    const account = textOf(object, 'DistinguishedName', 'dn', 'SamAccountName', 'Name');
    const names = textsOf(object, allowedTo);
    const transition =
      booleanOf(object, 'TrustedToAuthForDelegation') ?? transitionOf(textOf(object, 'userAccountControl'));
    if (!account || names === null) return [];
    const range: Range = names.range;
    return [
      {
        account: account.text.replace(/\s*\n\s*/g, ''),
        range,
        allowedTo: { names: names.texts, isCut: names.isCut, range },
        protocolTransition: transition,
      },
    ];
  });
}

/**
 * Which account has which names; a list that was cut off would hide the one that fits, and is passed over.
 */
export function serviceNamesOf(objects: readonly EvidenceObject[]): ServiceName[] {
  return objects.flatMap((object): ServiceName[] => {
    const account = textOf(object, 'DistinguishedName', 'dn');
    const names = textsOf(object, 'servicePrincipalName', 'ServicePrincipalNames');
    if (!account || names === null || names.isCut) return [];
    const dn = account.text.replace(/\s*\n\s*/g, '');
    return names.texts.flatMap(({ text, range }) => (isServiceName(text) ? [{ name: text, account: dn, range }] : []));
  });
}

export const delegationKind: EvidenceKind = {
  name: 'directory-account',
  read({ objects: { objects }, isXml, text }) {
    const ldif = isXml ? null : delegationInLdif(text);
    const delegations = [...delegationsOf(objects), ...(ldif?.delegations ?? [])];
    const serviceNames = [...serviceNamesOf(objects), ...(ldif?.serviceNames ?? [])];
    if (delegations.length + serviceNames.length === 0) return [];
    return [{ kind: 'directory-account', computer: null, scope: 'organization', facts: { delegations, serviceNames } }];
  },
};
