// The purposes of a client certificate leave out client authentication.
import { certificateSources } from '../support/sources/certificate.js';
import { clientPurpose, policiesDenyClients } from '../../certificate/meaning/purpose.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/client-authentication-missing',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Client authentication missing from the purposes',
    what: 'The extended key usage of a client certificate names neither client authentication (1.3.6.1.5.5.7.3.2) nor smart card logon (1.3.6.1.4.1.311.20.2.2) nor any purpose (2.5.29.37.0); or there is no extended key usage at all, which is only worth knowing. Or the application policies (1.3.6.1.4.1.311.21.10) name none of them although the extended key usage does, which is a warning.',
    why: 'Devices do not offer such a certificate, and the server refuses it for a sign-in. One without any extended key usage is good for all purposes, but mapping prefers client authentication to be named.',
    fix: 'Issue the certificate again from a template whose application policies contain Client Authentication.',
    uncertain:
      'Microsoft demands client authentication of smart card certificates that are used for TLS (KB281245); whether IIS accepts one with smart card logon alone is not documented.',
    sources: [
      certificateSources.procedure,
      certificateSources.profile,
      certificateSources.applicationPolicies,
      certificateSources.thirdParty,
    ],
  },
  messages: {
    denied:
      'Client authentication is not among the purposes of this certificate: it cannot be used to sign in. Issue it again with that purpose.',
    policies:
      'Its application policies, by which Windows goes, leave out client authentication. Issue it again with the same purposes in both.',
    absent: 'The certificate names no purposes. IIS accepts it; mapping prefers client authentication to be named.',
  },
  applies: ({ role }) => role === 'client',
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
