// A certificate names several security identifiers, or one of them is not that of an account.
import { strongMapping } from '../../certificate/meaning/strong-mapping.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/sids-contradict',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Conflicting SIDs in certificate',
    what: 'The SID extension and the URIs of the subject alternative name (`tag:microsoft.com,2022-09-14:sid:…`) name different SIDs; or one of them is the SID of an account and another is not, or is not written as domain controllers read it.',
    why: 'Domain controllers compare the SID of a certificate with that of the account; if they differ, they reject the logon with event 41.',
    fix: 'Reissue the certificate with only the SID of the account.',
    symptom: 'Event 41 of source Kdcsvc on the domain controller.',
    uncertain: 'Which of several SIDs domain controllers read is not documented.',
    sources: [certificateSources.strongMapping],
  },
  messages: {
    differ:
      'The certificate has more than one SID: domain controllers reject a SID that is not that of the account (event 41). Reissue it with one.',
    malformed:
      'The certificate has "{value}" in addition to the SID of an account: domain controllers may reject it. Reissue it without this entry.',
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    const { sidsDiffer, faults, verdict } = strongMapping(certificate);
    const at = placeOf(
      subject,
      extensionSpan(certificate, 'sid') ?? extensionSpan(certificate, 'subjectAlternativeName'),
    );
    if (sidsDiffer) report({ message: 'differ', at });
    const beside = verdict === 'strong' ? faults : [];
    for (const { value } of beside) report({ message: 'malformed', data: { value: shown(value, 50) }, at });
    return truth(sidsDiffer || beside.length > 0);
  },
});
