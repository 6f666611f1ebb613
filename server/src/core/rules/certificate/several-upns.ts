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
    title: 'Several user principal names in one certificate',
    what: 'The subject alternative name of a client certificate carries user principal names that differ by more than case.',
    why: 'Which of them is mapped is not certain: the certificate can sign in as somebody else than meant, or as nobody.',
    fix: 'Issue one certificate per account, each with one user principal name.',
    sources: [certificateSources.seed, certificateSources.strongMapping],
  },
  messages: {
    several:
      '{count} user principal names ({names}): which account is meant is not certain. Issue one certificate per account.',
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
