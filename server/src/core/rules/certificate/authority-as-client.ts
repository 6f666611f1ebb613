// The certificate of a user says that it is an authority's.
import { certificateSources } from '../support/sources/certificate.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/authority-as-client',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Authority certificate used as a client certificate',
    what: 'A certificate that names a user (a user principal name or a SID) has the basic constraint CA.',
    why: "It could issue certificates in everybody's name, and servers refuse it as a client's.",
    fix: 'Issue a certificate for the user from a template for end entities, and revoke this one.',
    sources: [certificateSources.profile],
  },
  messages: {
    authority:
      "A user's certificate with the basic constraint CA could issue others, and is refused as a client's. Issue it again without.",
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    if (certificate.isAuthority)
      report({ message: 'authority', at: placeOf(subject, extensionSpan(certificate, 'basicConstraints')) });
    return truth(certificate.isAuthority);
  },
});
