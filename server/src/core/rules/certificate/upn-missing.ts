// A client certificate names no user where mapping looks for one.
import { certificateSources } from '../support/sources/certificate.js';
import { userIdentity } from '../../certificate/meaning/identity.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/upn-missing',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Client certificate without a user principal name',
    what: 'A client certificate has no user principal name (otherName 1.3.6.1.4.1.311.20.2.3) in its subject alternative name, and nothing in its subject looks like one.',
    why: 'The Active Directory mapper of IIS finds the account by the user principal name. Without one the certificate is valid and still signs nobody in.',
    fix: "Issue the certificate again from a template that puts the user principal name into the subject alternative name (in the template's Subject Name tab).",
    symptom: 'IIS answers 401 or 403.12 although the certificate is trusted.',
    commands: ['certutil -dump <file>'],
    sources: [certificateSources.seed, certificateSources.procedure],
  },
  messages: {
    missing:
      'No user principal name in the subject alternative name: Active Directory finds no user by it. Issue the certificate again with one.',
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    const { state } = userIdentity(certificate);
    if (state === 'unreadable') return 'unknown';
    const missing = state === 'missing';
    if (missing)
      report({
        message: 'missing',
        at: placeOf(subject, extensionSpan(certificate, 'subjectAlternativeName') ?? certificate.subject.span),
      });
    return truth(missing);
  },
});
