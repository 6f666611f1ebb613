// The purposes of a client certificate leave out client authentication.
import { clientPurpose, policiesDenyClients, isShownByClients } from '../../certificate/meaning/purpose.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/client-authentication-missing',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Missing Client Authentication EKU',
    what: 'The extended key usage (EKU) of a client certificate includes neither Client Authentication (1.3.6.1.5.5.7.3.2) nor Smart Card Logon (1.3.6.1.4.1.311.20.2.2) nor Any Purpose (2.5.29.37.0). A certificate without any EKU is reported as information. If the application policies (1.3.6.1.4.1.311.21.10) include none of them although the EKU does, it is a warning.',
    why: 'Mobile devices do not offer such a certificate, and the server rejects it. A certificate without any EKU is valid for every purpose, but mapping prefers Client Authentication to be named.',
    fix: 'Reissue the certificate from a template whose application policies include Client Authentication.',
    uncertain:
      'Microsoft requires Client Authentication in smart card certificates that are used for TLS (KB281245); whether IIS accepts one with Smart Card Logon alone is not documented.',
    sources: [
      certificateSources.procedure,
      certificateSources.profile,
      certificateSources.applicationPolicies,
      certificateSources.thirdParty,
    ],
  },
  messages: {
    denied:
      'The EKU does not include Client Authentication, so the certificate cannot be used to sign in. Reissue it with that EKU.',
    policies:
      'The application policies, which Windows follows, do not include Client Authentication. Reissue it with the same purposes in both.',
    absent: 'The certificate has no EKU. IIS accepts it, but mapping prefers Client Authentication to be named.',
  },
  applies: ({ role }) => isShownByClients(role),
  check(subject, report) {
    const { certificate } = subject;
    const purpose = clientPurpose(certificate);
    if (purpose === 'denied')
      report({ message: 'denied', at: placeOf(subject, extensionSpan(certificate, 'extendedKeyUsage')) });
    if (purpose === 'absent') report({ message: 'absent', severity: 'information', at: placeOf(subject, null) });
    const denied = policiesDenyClients(certificate);
    if (denied)
      report({
        message: 'policies',
        severity: 'warning',
        at: placeOf(subject, extensionSpan(certificate, 'applicationPolicies')),
      });
    if (purpose === 'unreadable' || (purpose === 'smartCardLogon' && !denied)) return 'unknown';
    return truth(purpose === 'denied' || purpose === 'absent' || denied);
  },
});
