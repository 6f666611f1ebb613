// The validity of a certificate has not begun.
import { certificateSources } from '../support/sources/certificate.js';
import { validityAt } from '../../certificate/meaning/validity.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/not-yet-valid',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Certificate that is not valid yet',
    what: 'The validity of a certificate begins in the future.',
    why: 'IIS refuses such a client certificate with 403.17, and devices such a server. Usually a clock is wrong: that of the authority, of the device or of the server.',
    fix: 'Compare the clocks; wait, or issue the certificate again.',
    symptom: '403.17 in the IIS log.',
    sources: [certificateSources.statusCodes, certificateSources.profile],
  },
  messages: {
    client: 'Not valid before {date}: IIS refuses it with 403.17 until then. Check the clocks, or issue it again.',
    other: 'Not valid before {date}: whoever checks it refuses it until then. Check the clocks, or issue it again.',
  },
  applies: () => true,
  check(subject, report) {
    const { certificate, now, role } = subject;
    const { state } = validityAt(certificate, now);
    if (state === 'unknown') return 'unknown';
    if (state === 'notYetValid')
      report({
        message: role === 'client' ? 'client' : 'other',
        data: { date: dayOf(certificate.notBefore.ms) },
        at: placeOf(subject, null),
      });
    return truth(state === 'notYetValid');
  },
});
