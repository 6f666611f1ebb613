// The certificate of a user says that it is an authority's.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/authority-as-client',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'CA certificate as client certificate',
    what: 'A certificate with the UPN or SID of a user has the basic constraint CA.',
    why: 'Its holder could issue certificates in the name of every user, and servers reject it as a client certificate.',
    fix: 'Issue a certificate for the user from an end-entity template, and revoke this one.',
    sources: [certificateSources.profile],
  },
  messages: {
    authority:
      'User certificate with basic constraints CA=TRUE: its holder could issue certificates. Reissue it without the CA flag.',
  },
  applies: ({ role }) => isShownByClients(role),
  check(subject, report) {
    const { certificate } = subject;
    if (certificate.isAuthority)
      report({ message: 'authority', at: placeOf(subject, extensionSpan(certificate, 'basicConstraints')) });
    return truth(certificate.isAuthority);
  },
});
