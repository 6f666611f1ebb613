// The validity of a certificate ends soon.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { EXPIRY_WARNING_DAYS, validityAt } from '../../certificate/meaning/validity.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/expiring',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Certificate expires soon',
    what: `A certificate is in the last third of its validity period and expires within ${EXPIRY_WARNING_DAYS} days. It can still be used. If the renewed certificate of a CA for the same key was provided, the old one is reported as information.`,
    why: 'After that day, IIS rejects a client certificate with 403.17, and its user cannot sign in. Mobile devices reject an expired server certificate. If a CA certificate expires, every certificate below it is rejected.',
    fix: 'Renew it in time. Then check that the new certificate has the UPN and the SID extension.',
    sources: [certificateSources.statusCodes],
  },
  messages: {
    renewed:
      'Expires on {date} ({when}). The renewed CA certificate for the same key is in these files; check that servers have it.',
    client: 'Expires on {date} ({when}); after that, IIS rejects it with 403.17. Renew it.',
    other: 'Expires on {date} ({when}); after that, it is rejected during validation. Renew it.',
  },
  applies: () => true,
  check(subject, report) {
    const { certificate, now, role, renewed } = subject;
    const { state, daysLeft } = validityAt(certificate, now);
    if (state === 'unknown') return 'unknown';
    if (state === 'expiring')
      report({
        message: renewed === true ? 'renewed' : isShownByClients(role) ? 'client' : 'other',
        ...(renewed === true ? { severity: 'information' } : {}),
        data: { date: dayOf(certificate.notAfter.ms), when: whenOf(daysLeft ?? 0) },
        at: placeOf(subject, null),
      });
    return truth(state === 'expiring');
  },
});

/** `days`: whole ones that are left. */
function whenOf(days: number): string {
  if (days === 0) return 'in less than a day';
  return days === 1 ? 'in a day' : `in ${days} days`;
}
