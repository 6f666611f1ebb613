// A provided revocation list names the certificate.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf, shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/revoked',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Revoked certificate',
    what: 'The certificate is revoked according to a provided CRL that its issuer signed, or according to an OCSP response. If the signature cannot be checked here, or the CRL is indirect or signed with another key of the CA, it is a warning.',
    why: 'HTTP.SYS checks the revocation of client certificates, and IIS returns 403.13 for a revoked one. Mobile devices reject a server whose certificate is revoked.',
    fix: 'Issue a new certificate. If the certificate is only on hold (certificateHold), the CA can release it and publish a new CRL.',
    symptom: '403.13 in the IIS log.',
    commands: ['certutil -verify -urlfetch <file>'],
    sources: [certificateSources.statusCodes, certificateSources.profile, certificateSources.ocsp],
  },
  messages: {
    revoked:
      'Revoked on {date} ({reason}) according to a CRL in these files: IIS rejects it with 403.13. Issue a new one.',
    onHold:
      'On hold since {date} according to a CRL in these files: IIS rejects it with 403.13. Release it and publish a CRL, or issue a new one.',
    other:
      'Revoked on {date} ({reason}) according to a CRL in these files: it is rejected during validation. Issue a new one.',
    unchecked:
      'Revoked on {date} ({reason}) according to a CRL whose signature cannot be checked here. Find its issuer.',
    elsewhere:
      'Revoked on {date} ({reason}) according to a CRL of the same or another CA, signed with another key. Ask the CA.',
    responder:
      'Revoked on {date} ({reason}) according to an OCSP response: it is rejected during validation. Issue a new one.',
    responderUnchecked:
      'Revoked on {date} ({reason}) according to an OCSP response whose signature cannot be checked here. Ask the CA.',
  },
  applies: ({ revocation, isRequested }) => revocation !== undefined && isRequested !== true,
  check(subject, report) {
    const { revocation, listings = [], certificate } = subject;
    const at = placeOf(subject, certificate.serialNumber.span);
    const tell = (message: string, date: number | null, reason: string | null, isCertain: boolean): void => {
      report({
        message,
        ...(isCertain ? {} : { severity: 'warning' }),
        data: { date: dayOf(date), reason: shown(reason ?? 'unspecified') },
        at,
      });
    };
    const own = listings.find((listing) => listing.certificate === certificate);
    let found = false;
    if (revocation != null) {
      const { entry, verified } = revocation;
      const ofClient = entry.reason === 'certificateHold' ? 'onHold' : 'revoked';
      const message = !verified ? 'unchecked' : isShownByClients(subject.role) ? ofClient : 'other';
      tell(message, entry.revocationDate.ms, entry.reason, verified);
      found = true;
    }
    if (own?.elsewhere != null) {
      tell('elsewhere', own.elsewhere.entry.revocationDate.ms, own.elsewhere.entry.reason, false);
      found = true;
    }
    if (own?.response?.answer.status === 'revoked') {
      const { answer, verified } = own.response;
      tell(verified ? 'responder' : 'responderUnchecked', answer.revocationDate?.ms ?? null, answer.reason, verified);
      found = true;
    }
    return truth(found);
  },
});
