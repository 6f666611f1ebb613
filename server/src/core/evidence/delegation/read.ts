// What Get-ADComputer, Get-ADUser and ldifde say of constrained delegation: which services an account may reach for users.
import type { Range } from '../../text/range.js';
import type { Delegation, PlacedBoolean } from '../facts.js';
import type { EvidenceKind } from '../kind.js';
import { booleanOf, textOf, textsOf, type EvidenceObject } from '../objects/model.js';

/** userAccountControl: TRUSTED_TO_AUTH_FOR_DELEGATION. */
const protocolTransition = 0x1000000;

const allowedTo = 'msDS-AllowedToDelegateTo';

/** Accounts that carry the attribute or its switch; others say nothing of delegation. */
export function delegationsOf(objects: readonly EvidenceObject[]): Delegation[] {
  return objects.flatMap((object): Delegation[] => {
    const account = textOf(object, 'DistinguishedName', 'dn', 'SamAccountName', 'Name');
    const names = textsOf(object, allowedTo);
    const transition = transitionOf(object);
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

function transitionOf(object: EvidenceObject): PlacedBoolean | null {
  const own = booleanOf(object, 'TrustedToAuthForDelegation');
  if (own) return own;
  const control = textOf(object, 'userAccountControl');
  return control && /^\d{1,10}$/.test(control.text)
    ? { value: (Number(control.text) & protocolTransition) !== 0, range: control.range }
    : null;
}

export const delegationKind: EvidenceKind = {
  name: 'directory-account',
  read({ objects: { objects } }) {
    const delegations = delegationsOf(objects);
    if (delegations.length === 0) return [];
    return [{ kind: 'directory-account', computer: null, scope: 'organization', facts: { delegations } }];
  },
};
