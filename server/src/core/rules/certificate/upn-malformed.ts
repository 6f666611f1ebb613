// The user principal name of a certificate is not written as Windows wants it.
import { certificateSources } from '../support/sources/certificate.js';
import { upnFault, userIdentity } from '../../certificate/meaning/identity.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/upn-malformed',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Malformed user principal name',
    what: 'The user principal name in the subject alternative name is not of the form `name@suffix`, or it is not written as a UTF-8 string.',
    why: 'Active Directory looks for an account with exactly that name. What has no suffix is usually the name before Windows 2000 (sAMAccountName), under which nothing is found; and the value has to be a UTF8String.',
    fix: 'Issue the certificate again with the userPrincipalName of the account; take care of the encoding where a certificate request is written by hand.',
    sources: [certificateSources.thirdParty, certificateSources.strongMapping],
  },
  messages: {
    suffix:
      "The user principal name '{upn}' is not of the form name@suffix, so that no account may be found. Issue it again.",
    encoding: "The user principal name '{upn}' is not written as a UTF-8 string, as Windows demands. Issue it again.",
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    const fault = upnFault(certificate);
    const identity = userIdentity(certificate);
    if (fault !== null && identity.state === 'present')
      report({
        message: fault,
        data: { upn: shown(identity.upn) },
        at: placeOf(subject, extensionSpan(certificate, 'subjectAlternativeName')),
      });
    return truth(fault !== null);
  },
});
