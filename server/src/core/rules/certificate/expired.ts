// The validity of a certificate has ended.
import { certificateSources } from '../support/sources/certificate.js';
import { validityAt } from '../../certificate/meaning/validity.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/expired',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Expired certificate',
    what: 'The end of the validity of a certificate lies in the past. Beside the renewed certificate of an authority for the same key, the old one is only worth knowing.',
    why: "IIS refuses an expired client certificate with 403.17. An expired certificate of an authority takes every certificate below it along; an expired server certificate is refused by the devices. Exchange's back end needs its own self-signed one.",
    fix: 'Renew it. A renewed client certificate needs the user principal name and the SID extension again; a renewed server certificate has to be bound again.',
    symptom: '403.17 in the IIS log.',
    sources: [certificateSources.statusCodes, certificateSources.profile],
  },
  messages: {
    renewed:
      'Expired on {date}. The renewed certificate of the authority, for the same key, is at hand: see that servers have that one.',
    client: 'Expired on {date}: IIS refuses the certificate with 403.17. Renew it.',
    other: 'Expired on {date}: whoever checks it refuses it, and everything that rests on it. Renew it.',
  },
  applies: () => true,
  check(subject, report) {
    const { certificate, now, role, renewed } = subject;
    const { state } = validityAt(certificate, now);
    if (state === 'unknown') return 'unknown';
    if (state === 'expired') {
      report({
        message: renewed === true ? 'renewed' : role === 'client' ? 'client' : 'other',
        ...(renewed === true ? { severity: 'information' } : {}),
        data: { date: dayOf(certificate.notAfter.ms) },
        at: placeOf(subject, null),
      });
    }
    return truth(state === 'expired');
  },
});
