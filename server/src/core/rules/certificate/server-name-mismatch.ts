// The certificate of a server does not cover the names that clients use.
import { certificateSources } from '../support/sources/certificate.js';
import { uncoveredNames } from '../../certificate/meaning/host-names.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/server-name-mismatch',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Server certificate without a name that clients use',
    what: 'The subject alternative name of a server certificate lacks a name under which clients reach the server. The names come from the host names of its bindings and from the settings; without any nothing is said.',
    why: 'Devices refuse a server whose certificate does not carry the name that they asked for, before any client certificate is sent.',
    fix: 'Issue the server certificate with every namespace (mail, autodiscover, …) in the subject alternative name and bind it.',
    sources: [certificateSources.hostNames, certificateSources.procedure],
  },
  messages: {
    uncovered:
      'Does not cover {names}: devices refuse the server under that name. Issue it with all names in the subject alternative name.',
  },
  applies: ({ role, certificate }) => role === 'server' && !certificate.selfIssued,
  check(subject, report) {
    const { certificate, serverNames } = subject;
    if (serverNames.length === 0) return 'unknown';
    const missing = uncoveredNames(certificate, serverNames);
    if (missing.length === 0) return truth(false);
    report({
      message: 'uncovered',
      data: { names: shown(missing.join(', '), 40) },
      at: placeOf(subject, extensionSpan(certificate, 'subjectAlternativeName')),
    });
    return truth(true);
  },
});
