// The validity of a certificate ends soon.
import { EXPIRY_WARNING_DAYS, validityAt } from '../../certificate/meaning/validity.js';
import { truth } from '../../iis/truth.js';
import { certificateSources, dayOf, placeOf } from '../certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/expiring',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Certificate about to expire',
    what: `A certificate ends within ${EXPIRY_WARNING_DAYS} days.`,
    why: 'From that day on IIS refuses it with 403.17, and whoever signs in with it is locked out.',
    fix: 'Renew it in time. Check afterwards that the new one carries the user principal name and the SID extension.',
    sources: [certificateSources.statusCodes],
  },
  messages: { soon: 'Ends on {date}, in {days} days; from then on it is refused with 403.17. Renew it.' },
  applies: () => true,
  check(subject, report) {
    const { certificate, now } = subject;
    const { state, daysLeft } = validityAt(certificate, now);
    if (state === 'unknown') return 'unknown';
    if (state === 'expiring')
      report({
        message: 'soon',
        data: { date: dayOf(certificate.notAfter.ms), days: daysLeft ?? 0 },
        at: placeOf(subject, null),
      });
    return truth(state === 'expiring');
  },
});
