// A client certificate does not say where its revocation can be looked up.
import { certificateSources } from '../support/sources/certificate.js';
import { lacksRevocation } from '../../certificate/meaning/revocation.js';
import { truth } from '../../iis/truth.js';
import { placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/no-revocation-information',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'No revocation information',
    what: 'A client certificate names neither a CRL distribution point nor an OCSP responder.',
    why: 'HTTP.SYS checks the revocation of client certificates. Where there is nothing to ask, the check has no answer (0x80092012), and IIS may answer 403.13.',
    fix: 'Publish a revocation list, have the authority name it in the certificates, and issue them again.',
    symptom: '403.13 in the IIS log.',
    uncertain:
      'Whether HTTP.SYS takes a certificate that names nothing to ask for one whose check failed is not documented.',
    commands: ['certutil -verify -urlfetch <file>'],
    sources: [certificateSources.revocation, certificateSources.profile],
  },
  messages: {
    none: 'Neither a revocation list nor an OCSP responder is named: a server that checks may answer 403.13. Issue it again with one.',
  },
  applies: ({ role, certificate }) => role === 'client' && !certificate.selfIssued,
  check(subject, report) {
    const none = lacksRevocation(subject.certificate);
    if (none) report({ message: 'none', at: placeOf(subject, null) });
    return truth(none);
  },
});
