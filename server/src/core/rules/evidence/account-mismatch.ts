// An exported account and a certificate that belongs to it name different SIDs or UPNs.
import { truth } from '../../iis/truth.js';
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
    what: 'An account in an export (ldifde, csvde, `Get-ADUser`) and a certificate of the files belong together, because they have the same UPN or SID, or the certificate is published on the account, and their SID or UPN differ.',
    why: 'Domain controllers find the account by the UPN of the certificate and compare the SID with its objectSid. If they differ, they reject the logon with event 41.',
    fix: 'Issue a certificate for the account as it is now, with its userPrincipalName and objectSid.',
    symptom: 'Event 41 of source Kdcsvc on the domain controller.',
    uncertain: 'The export may be older than the account.',
    sources: [certificateSources.strongMapping, certificateSources.mappings],
  },
  messages: {
    sidDiffers:
      'objectSid {account} is not the SID of its certificate ({certificate}): KDC event 41. Issue a new certificate.',
    upnDiffers:
      'The UPN "{account}" is not that of the certificate published here ("{certificate}"), which signs in another account or none.',
    upnRenamed:
      'The UPN "{account}" is not that of its certificate ("{certificate}"), which has its SID: whether the account is found is not documented.',
  },
  applies: ({ accounts }) => accounts !== undefined && accounts.length > 0,
  check({ uri, accounts = [] }, report) {
    let found = false;
    const said = new Set<string>();
    for (const { obstacles } of accounts)
      for (const { kind, certificate, account, at } of obstacles) {
        if (kind === 'disabled' || kind === 'expired') continue;
        found = true;
        const key = `${kind} ${at.range.start} ${certificate}`;
        if (said.has(key)) continue;
        said.add(key);
        report({
          message: kind,
          severity: kind === 'upnRenamed' ? 'warning' : 'error',
          data: { certificate: shown(certificate, 50), account: shown(account, 50) },
          at: { uri, range: at.range },
        });
      }
    return truth(found);
  },
});
