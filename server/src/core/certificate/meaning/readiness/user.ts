// Who the certificate says that its user is.
import { isNamingDisputed, namingAccount } from '../account-fit.js';
import { hostNames } from '../host-names.js';
import { upnFault, userIdentity, visibleName } from '../identity.js';
import type { UpnFault } from '../identity.js';
import { userPrincipalNames } from '../strong-mapping.js';
import { action } from './item.js';
import type { ReadinessCheck, Say } from './item.js';
import { explicitMapping } from './mapping.js';

const WITH_UPN = 'Reissue the certificate with the userPrincipalName of the account in the subject alternative name.';

export const user: ReadinessCheck = ({ certificate, role, isRequested, accounts }, say) => {
  if (role === 'computer') {
    const [name = ''] = [...userPrincipalNames(certificate), ...hostNames(certificate)];
    say('bad', 'Computer certificate ({name}): it cannot sign a user in.', {
      rule: 'upn-missing',
      data: { name },
      action: action('Enroll a user certificate, whose subject alternative name has the UPN of the user.'),
    });
    return;
  }
  const identity = userIdentity(certificate);
  if ((identity.state === 'missing' || identity.state === 'onlyInSubject') && namingAccount(accounts) !== null) {
    say('note', 'The subject alternative name has no UPN; the account names the certificate.');
    return;
  }
  if ((identity.state === 'missing' || identity.state === 'onlyInSubject') && isNamingDisputed(accounts)) return;
  switch (identity.state) {
    case 'present':
      sayName(identity.upn, upnFault(certificate), say);
      break;
    case 'several':
      say('possible', 'It has several UPNs ({upns}), so which account it maps to is unclear.', {
        rule: 'several-upns',
        data: { upns: identity.upns.map(visibleName).join(', ') },
        action: action('Issue one certificate per account.'),
      });
      break;
    case 'onlyInSubject':
      say(
        'probable',
        '"{value}" is only in the subject or an email address; mapping reads the UPN in the subject alternative name.',
        {
          rule: 'upn-only-in-subject',
          data: { value: identity.value },
          action: action(WITH_UPN),
          mappable: true,
        },
      );
      break;
    case 'missing':
      if (isRequested === true && !identity.isEmpty)
        say('possible', 'The request has no UPN: unless the CA adds it, no user can sign in with the certificate.', {
          rule: 'upn-missing',
          action: action('Add the UPN to the subject alternative name of the request, or use a template that adds it.'),
        });
      else
        say(
          'bad',
          identity.isEmpty
            ? 'The UPN in the subject alternative name is empty, so Active Directory cannot find the user by it.'
            : 'The subject alternative name has no UPN, so Active Directory cannot find the user by it.',
          {
            rule: 'upn-missing',
            action: explicitMapping(certificate, WITH_UPN),
            mappable: true,
          },
        );
      break;
    case 'unreadable':
      say('unknown', 'The subject alternative name cannot be read, so whether it has a UPN is unknown.');
  }
};

const FAULTS: Readonly<Record<UpnFault, string>> = {
  variable: 'The UPN "{upn}" is a variable that was not replaced, so no account is found by it.',
  invisible: 'The UPN "{upn}" has white space or invisible characters, so no account may be found by it.',
  suffix: 'The UPN "{upn}" is not of the form name@suffix, so no account may be found by it.',
  encoding: 'The UPN "{upn}" is not a UTF8String, which Windows requires.',
};

function sayName(name: string, fault: UpnFault | null, say: Say): void {
  const upn = visibleName(name);
  say(fault === 'variable' ? 'unknown' : 'good', 'The UPN is {upn}.', { data: { upn } });
  if (fault === null) return;
  const remedy =
    fault === 'variable'
      ? 'Correct the variable in the certificate profile, then reissue the certificate.'
      : 'Reissue the certificate with the userPrincipalName exactly as the account has it.';
  say(fault === 'variable' ? 'bad' : 'probable', FAULTS[fault], {
    rule: 'upn-malformed',
    data: { upn },
    action: action(remedy),
  });
}
