// What ties the certificate to its account in a way that domain controllers accept, or why nothing does.
import type { X509Certificate } from '../../model.js';
import { isNamingDisputed, namingAccount, possiblyNamingAccount } from '../account-fit.js';
import { isUnreadable } from '../form.js';
import { addMappingCommand } from '../commands.js';
import { extensionOf } from '../../model.js';
import { SID_FAULTS } from '../sid-faults.js';
import type { SidFault } from '../sid-faults.js';
import { SUBJECT_ALTERNATIVE_NAME, strongMapping } from '../strong-mapping.js';
import { action } from './item.js';
import type { Action, ReadinessCheck } from './item.js';

export const mapping: ReadinessCheck = ({ certificate, role, accounts, isRequested }, say) => {
  // No mapping makes a user of a computer.
  if (role === 'computer') return;
  const found = strongMapping(certificate);
  const named = namingAccount(accounts);
  if (found.sidsDiffer)
    say('possible', 'The SID extension and the SID in the names differ: domain controllers may reject it.', {
      rule: 'sids-contradict',
      action: action('Reissue the certificate with the SID of the account only.'),
    });
  if (found.verdict === 'strong') {
    for (const fault of found.faults)
      say(
        'possible',
        'The certificate has "{value}" in addition to the SID of an account: domain controllers may reject it.',
        {
          rule: 'sids-contradict',
          data: { value: fault.value },
          action: action('Reissue the certificate with the SID of the account only.'),
        },
      );
    if (found.by[0] === 'sidExtension')
      say('good', 'Strong mapping: the SID extension contains {sid}.', { data: { sid: found.sid ?? '' } });
    else
      say(
        'good',
        'Strong mapping: the SAN URI contains {sid}; domain controllers on Windows Server 2019 and later read it.',
        { data: { sid: found.sid ?? '' } },
      );
    return;
  }
  if (named !== null) {
    say('good', 'Strong mapping: altSecurityIdentities of {account} contains this certificate.', {
      data: { account: named.name },
    });
    return;
  }
  // What of the account says so.
  if (isNamingDisputed(accounts)) return;
  const possible = possiblyNamingAccount(accounts);
  if (possible !== null) {
    say(
      'possible',
      'An altSecurityIdentities value of {account} may name this certificate: sources disagree about its form.',
      {
        rule: 'no-strong-mapping',
        data: { account: possible.name },
        action: explicitMapping(certificate, reissue(certificate)),
      },
    );
    return;
  }
  for (const fault of found.faults)
    say(fault.kind === 'uriCase' ? 'possible' : 'bad', SID_FAULTS[fault.kind], {
      rule: 'no-strong-mapping',
      data: { value: fault.value, type: fault.detail, count: fault.detail },
      action: faultAction(fault, certificate),
      mappable: !ofWrongAccount(fault),
    });
  if (found.faults.length > 0) return;
  if (isRequested === true) {
    say(
      'possible',
      'The request has no SID: a CA adds it only from a template that builds the subject from Active Directory.',
      {
        rule: 'no-strong-mapping',
        action: action(
          'Add the SID URI to the request, or use a template that builds the subject from Active Directory.',
        ),
      },
    );
    return;
  }
  if (isUnreadable(certificate, SUBJECT_ALTERNATIVE_NAME)) {
    say(
      'probable',
      'No strong mapping was found: the subject alternative name, which may have the SID, cannot be read.',
      {
        rule: 'no-strong-mapping',
        action: explicitMapping(certificate, reissue(certificate)),
        mappable: true,
      },
    );
    return;
  }
  say('bad', 'No strong mapping: domain controllers have rejected it since September 9, 2025 (KB5014754).', {
    rule: 'no-strong-mapping',
    action: explicitMapping(certificate, reissue(certificate)),
    mappable: true,
  });
};

/** There is a SID where domain controllers read it, and it is of no account of a domain. */
export function ofWrongAccount({ kind }: SidFault): boolean {
  return kind === 'cloud' || kind === 'wellKnown' || kind === 'domain' || kind === 'other';
}

/** Two ways out: the certificate is issued again, or the account names it. */
export function explicitMapping(certificate: X509Certificate, first: string): Action {
  // A request has no serial number yet.
  const suggestion = certificate.serialNumber.hex === '' ? undefined : strongMapping(certificate).suggestions[0];
  const command = suggestion === undefined ? null : addMappingCommand(certificate, suggestion);
  if (suggestion === undefined || command === null) return action(first);
  const { sentences } = action(first);
  const or = { template: 'Or add {value} to altSecurityIdentities of the account.', data: { value: suggestion.text } };
  return { sentences: [...sentences, or], command };
}

/** How its issuer puts a SID into certificates. */
function reissue(certificate: X509Certificate): string {
  return isFromTemplate(certificate)
    ? 'Reissue the certificate from a template that builds the subject from Active Directory, so that the CA adds the SID.'
    : 'Reissue the certificate with the SID extension or the SID URI.';
}

function isFromTemplate(certificate: X509Certificate): boolean {
  return extensionOf(certificate, 'template') !== null || extensionOf(certificate, 'templateName') !== null;
}

function faultAction(fault: SidFault, certificate: X509Certificate): Action {
  switch (fault.kind) {
    case 'cloud':
    case 'wellKnown':
    case 'domain':
    case 'other':
      return action('Reissue the certificate with the objectSid of the on-premises account.');
    case 'variable':
    case 'empty':
      return explicitMapping(
        certificate,
        'Correct the SID variable in the SCEP or PKCS profile, and reissue the certificate.',
      );
    case 'extensionSeveral':
      return explicitMapping(certificate, 'Reissue the certificate with one SID.');
    case 'uriDate':
    case 'uriSeparator':
    case 'uriPrefix':
    case 'uriBare':
    case 'uriCase':
    case 'uriForm':
    case 'uriAsName':
      return explicitMapping(
        certificate,
        'Reissue the certificate with the SAN URI tag:microsoft.com,2022-09-14:sid: followed by the SID.',
      );
    case 'otherName':
    case 'extensionText':
    case 'extensionOctets':
    case 'extensionString':
    case 'extensionBinary':
    case 'extensionUnreadable':
    case 'notASid':
      return explicitMapping(
        certificate,
        'Correct the SID in the openssl or XCA profile (or use the SAN URI), and reissue the certificate.',
      );
  }
}
