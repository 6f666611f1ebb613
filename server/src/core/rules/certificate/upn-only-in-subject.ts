// What looks like a user principal name stands where mapping does not look.
import { isNamingDisputed, namingAccount } from '../../certificate/meaning/account-fit.js';
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
    title: 'UPN outside subject alternative name',
    what: 'The common name or an email address of a client certificate looks like a UPN, but the subject alternative name has no UPN.',
    why: 'Mapping reads the otherName in the subject alternative name. An email address is not a UPN, even if both have the same text.',
    fix: 'Reissue the certificate with the UPN in the subject alternative name.',
    uncertain:
      'The Exchange Team article requires the subject alternative name; the documentation of the procedure also allows the subject.',
    commands: ['certutil -dump <file>'],
    sources: [certificateSources.seed, certificateSources.procedure],
  },
  messages: {
    elsewhere:
      '"{value}" is only in the {place}; mapping reads the UPN in the subject alternative name. Reissue the certificate.',
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate, accounts } = subject;
    const identity = userIdentity(certificate);
    if (identity.state === 'unreadable') return 'unknown';
    if (identity.state !== 'onlyInSubject' || namingAccount(accounts) !== null) return truth(false);
    if (isNamingDisputed(accounts)) return 'unknown';
    const span =
      identity.where === 'alternativeEmail'
        ? extensionSpan(certificate, 'subjectAlternativeName')
        : certificate.subject.span;
    report({
      message: 'elsewhere',
      data: { value: shown(identity.value, 36), place: places[identity.where] },
      at: placeOf(subject, span),
    });
    return truth(true);
  },
});
