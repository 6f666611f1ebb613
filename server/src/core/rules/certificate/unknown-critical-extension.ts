// A certificate has a critical extension that no one here knows.
import { certificateSources } from '../support/sources/certificate.js';
import { unknownCriticalExtension } from '../../certificate/meaning/form.js';
import { truth } from '../../iis/truth.js';
import { placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/unknown-critical-extension',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Unknown critical extension',
    what: 'A certificate has an extension that is marked critical and is unknown here.',
    why: 'Software that does not support a critical extension must reject the certificate, and the server most likely does not support it either.',
    fix: 'Reissue the certificate without the extension, or with the extension marked as not critical.',
    commands: ['certutil -verify -urlfetch <file>'],
    uncertain: 'Software on the server can register an extension with Windows.',
    sources: [certificateSources.profile],
  },
  messages: {
    unknown:
      'Critical extension {extension} is unknown; software that does not support it must reject the certificate. Reissue it without.',
  },
  applies: () => true,
  check(subject, report) {
    const found = unknownCriticalExtension(subject.certificate);
    if (found !== null)
      report({
        message: 'unknown',
        // A root is trusted or not by itself, whatever is in its certificate.
        ...(subject.certificate.selfIssued && subject.role === 'authority' ? { severity: 'information' } : {}),
        data: { extension: shown(found.name ?? found.oid, 50) },
        at: placeOf(subject, found.span),
      });
    return truth(found !== null);
  },
});
