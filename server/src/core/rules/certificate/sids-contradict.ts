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
    what: 'The SID extension and the URIs of the subject alternative name (`tag:microsoft.com,2022-09-14:sid:…`) contain different SIDs; or one is the SID of an account and another is not, or does not have the form that domain controllers read.',
    why: 'Domain controllers compare the SID in the certificate with the SID of the account. If they differ, the logon is rejected with event 41.',
    fix: 'Reissue the certificate with the SID of the account only.',
    symptom: 'Event 41 of source Kdcsvc on the domain controller.',
    uncertain: 'Which of several SIDs domain controllers read is not documented.',
    sources: [certificateSources.strongMapping],
  },
  messages: {
    differ:
      'The certificate has more than one SID: domain controllers reject a SID of another account (event 41). Reissue it with one SID.',
    malformed:
      'The certificate has "{value}" in addition to the SID of an account, so domain controllers may reject it. Reissue it without this entry.',
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
