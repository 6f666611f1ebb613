// A client certificate does not say where its revocation can be looked up.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { lacksRevocation } from '../../certificate/meaning/revocation.js';
import { truth } from '../../iis/truth.js';
import { placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/no-revocation-information',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'No CRL or OCSP location',
    what: 'A client certificate has neither a CRL distribution point nor an OCSP responder.',
    why: 'HTTP.SYS checks the revocation of client certificates. Without a location, the check has no result (0x80092012), and IIS may return 403.13.',
    fix: 'Publish a CRL, configure the CA to include its location in certificates, and reissue the certificates.',
    symptom: '403.13 in the IIS log.',
    uncertain:
      'Whether HTTP.SYS treats a certificate without a location like a certificate whose check failed is not documented.',
    commands: ['certutil -verify -urlfetch <file>'],
    sources: [certificateSources.revocation, certificateSources.profile],
  },
  messages: {
    none: 'No CRL or OCSP location: a server that checks revocation may return 403.13. Reissue the certificate with one.',
  },
  applies: ({ role, certificate, isRequested }) =>
    isShownByClients(role) && !certificate.selfIssued && isRequested !== true,
  check(subject, report) {
    const none = lacksRevocation(subject.certificate);
    if (none) report({ message: 'none', at: placeOf(subject, null) });
    return truth(none);
  },
});
