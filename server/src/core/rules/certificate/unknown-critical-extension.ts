// A certificate has a critical extension that nobody here knows.
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
    what: 'A certificate has an extension that is marked critical and is not known here.',
    why: 'Whoever does not know a critical extension has to refuse the certificate, and the server most likely does not know it either.',
    fix: 'Issue the certificate again without the extension, or have it marked as not critical.',
    commands: ['certutil -verify -urlfetch <file>'],
    uncertain: 'Software on the server can make an extension known to Windows.',
    sources: [certificateSources.profile],
  },
  messages: {
    unknown:
      'Its extension {extension} is critical, and who does not know it refuses the certificate. Issue it again without.',
  },
  applies: () => true,
  check(subject, report) {
    const found = unknownCriticalExtension(subject.certificate);
    if (found !== null)
      report({
        message: 'unknown',
        data: { extension: shown(found.name ?? found.oid, 50) },
        at: placeOf(subject, found.span),
      });
    return truth(found !== null);
  },
});
