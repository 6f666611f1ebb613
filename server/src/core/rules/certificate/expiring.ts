// The validity of a certificate ends soon.
import { certificateSources } from '../support/sources/certificate.js';
import { EXPIRY_WARNING_DAYS, validityAt } from '../../certificate/meaning/validity.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/expiring',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Certificate about to expire',
    what: `A certificate ends within ${EXPIRY_WARNING_DAYS} days. Beside the renewed certificate of an authority for the same key, the old one is only worth knowing.`,
    why: 'From that day on IIS refuses a client certificate with 403.17, and whoever signs in with it is locked out; devices refuse a server, and everything below an authority fails with it.',
    fix: 'Renew it in time. Check afterwards that the new one carries the user principal name and the SID extension.',
    sources: [certificateSources.statusCodes],
  },
  messages: {
    renewed:
      'Ends on {date}, {when}. The renewed certificate of the authority, for the same key, is at hand: see that servers have that one.',
    client: 'Ends on {date}, {when}; from then on IIS refuses it with 403.17. Renew it.',
    other: 'Ends on {date}, {when}; from then on whoever checks it refuses it. Renew it.',
  },
  applies: () => true,
  check(subject, report) {
    const { certificate, now, role, renewed } = subject;
    const { state, daysLeft } = validityAt(certificate, now);
    if (state === 'unknown') return 'unknown';
    if (state === 'expiring')
      report({
        message: renewed === true ? 'renewed' : role === 'client' ? 'client' : 'other',
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
