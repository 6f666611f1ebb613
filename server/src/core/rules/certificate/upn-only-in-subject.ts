// What looks like a user principal name stands where mapping does not look.
import { certificateSources } from '../support/sources/certificate.js';
import { userIdentity } from '../../certificate/meaning/identity.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

const places = {
  commonName: 'common name',
  emailAddress: "subject's email address",
  alternativeEmail: 'alternative email address',
} as const;

export default defineRule({
  id: 'certificate/upn-only-in-subject',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'User principal name only in the subject',
    what: 'What looks like a user principal name stands in the common name or in an email address of a client certificate, and not as a user principal name in the subject alternative name.',
    why: 'Mapping reads the otherName of the subject alternative name. An email address is no user principal name, even where both are spelt alike.',
    fix: 'Issue the certificate again with the user principal name in the subject alternative name.',
    uncertain:
      "The Exchange Team's article asks for the subject alternative name; the documentation of the procedure allows the subject too.",
    commands: ['certutil -dump <file>'],
    sources: [certificateSources.seed, certificateSources.procedure],
  },
  messages: {
    elsewhere:
      "'{value}' stands only in the {place}; mapping reads the UPN of the subject alternative name. Issue it again.",
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    const identity = userIdentity(certificate);
    if (identity.state === 'unreadable') return 'unknown';
    if (identity.state !== 'onlyInSubject') return truth(false);
    const span =
      identity.where === 'alternativeEmail'
        ? extensionSpan(certificate, 'subjectAlternativeName')
        : certificate.subject.span;
    report({
      message: 'elsewhere',
      data: { value: shown(identity.value), place: places[identity.where] },
      at: placeOf(subject, span),
    });
    return truth(true);
  },
});
