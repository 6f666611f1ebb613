// A client certificate names no user where mapping looks for one.
import { isNamingDisputed, namingAccount } from '../../certificate/meaning/account-fit.js';
import { hostNames } from '../../certificate/meaning/host-names.js';
import { userIdentity } from '../../certificate/meaning/identity.js';
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { userPrincipalNames } from '../../certificate/meaning/strong-mapping.js';
import type { X509Certificate } from '../../certificate/model.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/upn-missing',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'No UPN in client certificate',
    what: 'The subject alternative name of a client certificate has no UPN (otherName 1.3.6.1.4.1.311.20.2.3) or an empty one, and nothing in the subject looks like one; or it is a computer certificate: for client authentication, with the DNS name of a host or a UPN whose name ends in `$`. For a request, it is a warning because the CA may add the UPN.',
    why: 'Active Directory mapping in IIS finds the account by the UPN. A certificate without a UPN is valid but cannot sign a user in. Neither can a computer certificate, with or without a SID, which is often installed on a device by mistake.',
    fix: 'Reissue the certificate from a template that includes the UPN in the subject alternative name (Subject Name tab of the template). On a device that has a computer certificate, enroll a certificate for the user.',
    symptom: 'IIS returns 401 although the certificate is trusted.',
    commands: ['certutil -dump <file>'],
    sources: [certificateSources.seed, certificateSources.procedure, certificateSources.mappings],
  },
  messages: {
    missing:
      'No UPN in the subject alternative name, so Active Directory cannot find the user by it. Reissue the certificate with a UPN.',
    empty:
      'The UPN is empty, so Active Directory cannot find the user by it. Correct the variable in the profile, and reissue the certificate.',
    computer: 'Computer certificate ({name}): it cannot sign a user in. Enroll a certificate for the user.',
    requested:
      'The request has no UPN. Unless the CA adds it from Active Directory, no user can sign in with the certificate.',
  },
  applies: ({ role }) => isShownByClients(role),
  check(subject, report) {
    const { certificate, role, isRequested, accounts } = subject;
    const at = placeOf(subject, extensionSpan(certificate, 'subjectAlternativeName') ?? certificate.subject.span);
    if (role === 'computer') {
      report({ message: 'computer', data: { name: shown(nameOf(certificate), 60) }, at });
      return truth(true);
    }
    const identity = userIdentity(certificate);
    if (identity.state === 'unreadable') return 'unknown';
    if (identity.state !== 'missing' || namingAccount(accounts) !== null) return truth(false);
    if (isNamingDisputed(accounts)) return 'unknown';
    if (identity.isEmpty) report({ message: 'empty', at });
    else if (isRequested === true) report({ message: 'requested', severity: 'warning', at });
    else report({ message: 'missing', at });
    return truth(true);
  },
});

function nameOf(certificate: X509Certificate): string {
  return [...userPrincipalNames(certificate), ...hostNames(certificate)][0] ?? '';
}
