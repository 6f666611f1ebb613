// Whether the certificate is valid at that time, and whether it is time to renew it.
import { validityAt } from '../validity.js';
import { isShownByClients } from '../purpose.js';
import { action } from './item.js';
import type { ReadinessCheck } from './item.js';

const RENEW = 'Renew the certificate.';

export const validity: ReadinessCheck = ({ certificate, now, role, renewed }, say) => {
  const { state, daysLeft } = validityAt(certificate, now);
  const from = certificate.notBefore.iso ?? certificate.notBefore.raw;
  const to = certificate.notAfter.iso ?? certificate.notAfter.raw;
  const isClient = isShownByClients(role);
  switch (state) {
    case 'valid':
      say('good', 'Valid until {to}.', { data: { to } });
      break;
    case 'expiring':
      if (renewed === true)
        say('note', 'Valid until {to}; a renewed certificate for the same key was provided.', { data: { to } });
      else say('note', 'Renew soon: it is valid until {to} ({days} days left).', { data: { to, days: daysLeft ?? 0 } });
      break;
    case 'expired':
      if (renewed === true)
        say('note', 'Expired on {to}; a renewed certificate for the same key was provided.', { data: { to } });
      else if (isClient)
        say('bad', 'Expired on {to}: IIS rejects the certificate with 403.17.', {
          rule: 'expired',
          data: { to },
          action: action(RENEW),
        });
      else
        say('bad', 'Expired on {to}: the certificate is rejected during validation.', {
          rule: 'expired',
          data: { to },
          action: action(RENEW),
        });
      break;
    case 'notYetValid':
      say(
        'bad',
        isClient
          ? 'Not valid before {from}: IIS rejects the certificate with 403.17.'
          : 'Not valid before {from}: the certificate is rejected during validation until then.',
        {
          rule: 'not-yet-valid',
          data: { from },
          action: action('Wait until {from}, or correct the clock of the computer that shows this.', { from }),
        },
      );
      break;
    case 'unknown':
      say('probable', 'Its validity dates cannot be read.');
  }
};
