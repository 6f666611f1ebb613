// A certificate names several security identifiers, or one of them is none.
import { certificateSources } from '../support/sources/certificate.js';
import { strongMapping } from '../../certificate/meaning/strong-mapping.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/sids-contradict',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Contradictory security identifiers',
    what: 'The SID extension and the URIs of the subject alternative name (`tag:microsoft.com,2022-09-14:sid:…`) name different SIDs; or one of them is a SID and another one none.',
    why: 'Domain controllers compare the SID of a certificate with that of the account; where they differ they refuse the logon with event 41.',
    fix: 'Issue the certificate again with the SID of the account, once.',
    symptom: 'Event 41 of source Kdcsvc on the domain controller.',
    uncertain: 'Which of several SIDs domain controllers look at is not documented.',
    sources: [certificateSources.strongMapping],
  },
  messages: {
    differ:
      'It names more than one SID: domain controllers refuse a SID that is not the account’s (event 41). Issue it again with one.',
    malformed: "'{sid}' stands beside a SID and is none: domain controllers may refuse it. Issue it again without.",
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    const { sidsDiffer, malformedSid, verdict } = strongMapping(certificate);
    const at = placeOf(
      subject,
      extensionSpan(certificate, 'sid') ?? extensionSpan(certificate, 'subjectAlternativeName'),
    );
    if (sidsDiffer) report({ message: 'differ', at });
    const malformed = malformedSid !== null && verdict === 'strong';
    if (malformed) report({ message: 'malformed', data: { sid: shown(malformedSid) }, at });
    return truth(sidsDiffer || malformed);
  },
});
