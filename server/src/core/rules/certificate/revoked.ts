// A revocation list at hand names the certificate.
import { certificateSources } from '../support/sources/certificate.js';
import { truth } from '../../iis/truth.js';
import { dayOf, placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/revoked',
  severity: 'error',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Revoked certificate',
    what: 'A revocation list among the files, signed by the issuer of the certificate, names it; or a list of the same issuer does whose signature cannot be checked, which is a warning. The newest list that tells counts; what indirect lists say of the certificates of other issuers is not looked at.',
    why: 'HTTP.SYS checks the revocation of client certificates, and IIS answers 403.13 for a revoked one. Devices refuse a server whose certificate is revoked.',
    fix: 'Issue a new certificate. One that is only on hold (certificateHold) can be released by its authority, which then publishes a new list.',
    symptom: '403.13 in the IIS log.',
    commands: ['certutil -verify -urlfetch <file>'],
    sources: [certificateSources.statusCodes, certificateSources.profile],
  },
  messages: {
    revoked: 'Revoked on {date} ({reason}) by a list at hand: IIS refuses it with 403.13. Issue a new one.',
    other:
      'Revoked on {date} ({reason}) by a list at hand: whoever checks it refuses it, and everything that rests on it. Issue a new one.',
    unchecked:
      'Revoked on {date} ({reason}) by a list at hand whose signature cannot be checked here. Look at its issuer.',
  },
  applies: ({ revocation }) => revocation !== undefined,
  check(subject, report) {
    const { revocation, role } = subject;
    if (revocation == null) return truth(false);
    const { entry, verified } = revocation;
    report({
      message: !verified ? 'unchecked' : role === 'client' ? 'revoked' : 'other',
      ...(verified ? {} : { severity: 'warning' }),
      data: { date: dayOf(entry.revocationDate.ms), reason: shown(entry.reason ?? 'unspecified') },
      at: placeOf(subject, subject.certificate.serialNumber.span),
    });
    return truth(true);
  },
});
