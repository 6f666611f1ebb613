// The validity period of a certificate has ended.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { validityAt } from '../../certificate/meaning/validity.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/expired',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Expired certificate',
    what: 'The validity period of a certificate has ended. If the renewed certificate of a CA for the same key was provided, the old one is reported as information.',
    why: 'IIS rejects an expired client certificate with 403.17. If a CA certificate has expired, every certificate below it is rejected. Mobile devices reject an expired server certificate. The Exchange back end needs its own self-signed certificate.',
    fix: 'Renew it. A renewed client certificate needs the UPN and the SID extension again; a renewed server certificate must be assigned to the binding again.',
    symptom: '403.17 in the IIS log.',
    sources: [certificateSources.statusCodes, certificateSources.profile],
  },
  messages: {
    renewed:
      'Expired on {date}. The renewed CA certificate for the same key is in these files; check that servers have it.',
    client: 'Expired on {date}: IIS rejects the certificate with 403.17. Renew it.',
    other: 'Expired on {date}: the certificate and every certificate it issued are rejected. Renew it.',
  },
  applies: () => true,
  check(subject, report) {
    const { certificate, now, role, renewed } = subject;
    const { state } = validityAt(certificate, now);
    if (state === 'unknown') return 'unknown';
    if (state === 'expired') {
      report({
        message: renewed === true ? 'renewed' : isShownByClients(role) ? 'client' : 'other',
        ...(renewed === true ? { severity: 'information' } : {}),
        data: { date: dayOf(certificate.notAfter.ms) },
        at: placeOf(subject, null),
      });
    }
    return truth(state === 'expired');
  },
});
