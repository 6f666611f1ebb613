// Nothing in a client certificate ties it to an account in a way that domain controllers still accept.
import { isNamingDisputed, namingAccount, possiblyNamingAccount } from '../../certificate/meaning/account-fit.js';
import { MAPPING_CAVEATS } from '../../certificate/meaning/alt-security-identities.js';
import { addMappingCommand } from '../../certificate/meaning/commands.js';
import { isUnreadable } from '../../certificate/meaning/form.js';
import { ofWrongAccount } from '../../certificate/meaning/readiness/mapping.js';
import { SID_FAULTS } from '../../certificate/meaning/sid-faults.js';
import { SUBJECT_ALTERNATIVE_NAME, strongMapping } from '../../certificate/meaning/strong-mapping.js';
import type { X509Certificate } from '../../certificate/model.js';
import { truth } from '../../iis/truth.js';
import type { Remedy } from '../../remedy/remedy.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/no-strong-mapping',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'No strong certificate mapping',
    what: 'A client certificate does not contain the SID of a domain account where domain controllers read it: in the SID extension (1.3.6.1.4.1.311.25.2) or in a URI of the subject alternative name (`tag:microsoft.com,2022-09-14:sid:…`). The message says why a SID that is there does not count. For a request, the finding is a warning because the CA may add the SID.',
    why: 'IIS maps certificates through domain controllers. With the updates of February 11, 2025, they require a strong mapping by default, and since the updates of September 9, 2025, this cannot be overridden.',
    fix: 'AD CS, online template: reissue the certificate from a CA with the updates of May 2022 and a template without CT_FLAG_NO_SECURITY_EXTENSION. Offline template or NDES: include the SAN URI in the request. Intune or another MDM: add the SAN URI `tag:microsoft.com,2022-09-14:sid:{{OnPremisesSecurityIdentifier}}` to the SCEP or PKCS profile, for users synchronized from an on-premises domain. openssl or XCA: write the extension 1.3.6.1.4.1.311.25.2 as an otherName with an OCTET STRING, or use the URI. Or add a strong value to altSecurityIdentities of the account.',
    symptom:
      'Sign-ins end with 401, and the domain controller logs event 39 (41 on Windows Server 2008 R2) or 41 of source Kdcsvc.',
    uncertain:
      'Only an export of the account shows whether it has a strong altSecurityIdentities value. Domain controllers on Windows Server 2019 or later may accept names in certificates with certain policies.',
    sources: [certificateSources.strongMapping, certificateSources.mappings],
  },
  messages: {
    ...SID_FAULTS,
    weak: 'Weak mapping only ({by}): domain controllers have rejected it since September 9, 2025 (KB5014754). Reissue it or map it explicitly.',
    none: 'No strong mapping: domain controllers reject it unless the account has a strong altSecurityIdentities value (KB5014754). Reissue it.',
    unreadable:
      'No strong mapping found: the subject alternative name, which may have the SID, cannot be read. Reissue the certificate.',
    possible: 'An altSecurityIdentities value of {account} may name this certificate: sources disagree about its form.',
    requested:
      'The request has no SID. A CA adds it only from a template that builds the subject from Active Directory (KB5014754).',
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate, accounts, isRequested } = subject;
    const { verdict, by, faults } = strongMapping(certificate);
    if (verdict === 'strong' || namingAccount(accounts) !== null) return truth(false);
    if (isNamingDisputed(accounts)) return 'unknown';
    const possible = possiblyNamingAccount(accounts);
    if (possible !== null) {
      const data = { account: shown(possible.name, 40) };
      const at = placeOf(subject, certificate.subject.span);
      report({ message: 'possible', severity: 'warning', data, at, remedies: remedies(certificate) });
      return truth(true);
    }
    const names = extensionSpan(certificate, 'subjectAlternativeName');
    for (const fault of faults)
      report({
        message: fault.kind,
        ...(fault.kind === 'uriCase' ? { severity: 'warning' } : {}),
        data: { value: shown(fault.value, 50), type: fault.detail, count: fault.detail },
        at: placeOf(subject, (fault.place === 'sid' ? sidSpan(certificate) : names) ?? certificate.subject.span),
        remedies: ofWrongAccount(fault) || isRequested === true ? [] : remedies(certificate),
      });
    if (faults.length > 0) return truth(true);
    const at = placeOf(subject, names ?? certificate.subject.span);
    if (isRequested === true) report({ message: 'requested', severity: 'warning', at });
    else if (isUnreadable(certificate, SUBJECT_ALTERNATIVE_NAME))
      report({ message: 'unreadable', severity: 'warning', at, remedies: remedies(certificate) });
    else
      report({
        message: verdict,
        data: { by: by.map((name) => (name === 'dns' ? 'DNS name' : 'UPN')).join(' and ') },
        at,
        remedies: remedies(certificate),
      });
    return truth(true);
  },
});

function sidSpan({ extensions }: X509Certificate): X509Certificate['subject']['span'] | null {
  return extensions.find(({ oid }) => oid === '1.3.6.1.4.1.311.25.2')?.span ?? null;
}

/** The explicit mapping by issuer and serial number, as a command. */
function remedies(certificate: X509Certificate): readonly Remedy[] {
  const suggestion = strongMapping(certificate).suggestions[0];
  if (suggestion === undefined) return [];
  const powershell = addMappingCommand(certificate, suggestion);
  if (powershell === null) return [];
  const added = 'Add the certificate to altSecurityIdentities of the account';
  const description = suggestion.caveat === null ? added : `${added}. ${MAPPING_CAVEATS[suggestion.caveat]}`;
  return [
    {
      title: 'Map the certificate to its account explicitly',
      kind: 'review',
      changes: [{ kind: 'command', description, powershell }],
    },
  ];
}
