// The validity of a certificate has not begun.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { validityAt } from '../../certificate/meaning/validity.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/not-yet-valid',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Certificate not yet valid',
    what: 'The validity period of a certificate begins in the future.',
    why: 'IIS rejects such a client certificate with 403.17, and mobile devices reject such a server certificate. Usually the clock of the CA, the device, or the server is wrong.',
    fix: 'Compare the clocks; wait, or reissue the certificate.',
    symptom: '403.17 in the IIS log.',
    sources: [certificateSources.statusCodes, certificateSources.profile],
  },
  messages: {
    client:
      'Not valid before {date}: IIS rejects the certificate with 403.17 until then. Check the clocks, or reissue it.',
    other:
      'Not valid before {date}: it is rejected during validation until then. Check the clocks, or reissue the certificate.',
  },
  applies: () => true,
  check(subject, report) {
    const { certificate, now, role } = subject;
    const { state } = validityAt(certificate, now);
    if (state === 'unknown') return 'unknown';
    if (state === 'notYetValid')
      report({
        message: isShownByClients(role) ? 'client' : 'other',
        data: { date: dayOf(certificate.notBefore.ms) },
        at: placeOf(subject, null),
      });
    return truth(state === 'notYetValid');
  },
});
