// A client certificate names more than one user.
import { certificateSources } from '../support/sources/certificate.js';
import { userIdentity } from '../../certificate/meaning/identity.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/several-upns',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Multiple UPNs in certificate',
    what: 'The subject alternative name of a client certificate has UPNs that differ by more than case.',
    why: 'Which UPN is mapped is unclear: sign-in may use a different account than intended, or fail.',
    fix: 'Issue one certificate for each account, each with one UPN.',
    sources: [certificateSources.seed, certificateSources.strongMapping],
  },
  messages: {
    several:
      '{count} UPNs ({names}): which account the certificate maps to is unclear. Issue one certificate per account.',
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    const identity = userIdentity(certificate);
    if (identity.state !== 'several') return truth(false);
    const data = { count: identity.upns.length, names: shown(identity.upns.join(', '), 55) };
    report({ message: 'several', data, at: placeOf(subject, extensionSpan(certificate, 'subjectAlternativeName')) });
    return truth(true);
  },
});
