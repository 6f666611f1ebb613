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
    title: 'Server certificate name mismatch',
    what: 'The subject alternative name of a server certificate lacks a name that clients use for the server. The names come from the host names of its bindings and from the settings; without any names, nothing is reported.',
    why: 'Before they send a client certificate, mobile devices reject a server whose certificate does not contain the requested name.',
    fix: 'Reissue the server certificate with every namespace (mail, autodiscover, …) in the subject alternative name, and assign it to the binding.',
    sources: [certificateSources.hostNames, certificateSources.procedure],
  },
  messages: {
    uncovered:
      'The certificate does not cover {names}, so clients reject the server under that name. Reissue it with all names.',
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
