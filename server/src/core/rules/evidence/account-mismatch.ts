// An exported account and a certificate that belongs to it name different SIDs or UPNs.
import { truth } from '../../iis/truth.js';
import { isUnclear } from '../../certificate/meaning/account-fit.js';
import { shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'evidence/account-mismatch',
  severity: 'error',
  subject: 'certificateFile',
  sections: [],
  docs: {
    title: 'Account and certificate differ',
    what: 'An account in an export (ldifde, csvde, `Get-ADUser`) and a provided certificate have the same UPN or SID, or the certificate is published on the account, but the other value (SID or UPN) differs.',
    why: 'Domain controllers find the account by the UPN in the certificate and compare the SID with its objectSid. If they differ, the logon is rejected with event 41.',
    fix: 'Issue a certificate with the current userPrincipalName and objectSid of the account.',
    symptom: 'Event 41 of source Kdcsvc on the domain controller.',
    uncertain: 'The account may have changed after the export.',
    sources: [certificateSources.strongMapping, certificateSources.mappings],
  },
  messages: {
    sidDiffers:
      'objectSid {account} is not the SID in its certificate ({certificate}): KDC event 41. Issue a new certificate.',
    upnDiffers:
      'The certificate published here has another UPN ("{certificate}", not "{account}"), so it signs in a different account or none.',
    upnRenamed:
      'The certificate has the SID of this account but the UPN "{certificate}", not "{account}": whether it is found is not documented.',
    alsoOf:
      'This account names a certificate that is also of {account}, so which account it maps to is unclear. Map it to one only.',
  },
  applies: ({ accounts }) => accounts !== undefined && accounts.length > 0,
  check({ uri, accounts = [] }, report) {
    let found = false;
    const said = new Set<string>();
    for (const { obstacles } of accounts)
      for (const obstacle of obstacles) {
        const { kind, certificate, account, at } = obstacle;
        if (kind === 'disabled' || kind === 'expired') continue;
        found = true;
        const key = `${kind} ${at.range.start} ${certificate}`;
        if (said.has(key)) continue;
        said.add(key);
        report({
          message: kind,
          severity: isUnclear(obstacle) ? 'warning' : 'error',
          data: { certificate: shown(certificate, 50), account: shown(account, 50) },
          at: { uri, range: at.range },
        });
      }
    return truth(found);
  },
});
