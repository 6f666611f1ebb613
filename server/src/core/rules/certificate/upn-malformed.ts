// The user principal name of a certificate is not one that an account has.
import { upnFault, userIdentity, visibleName } from '../../certificate/meaning/identity.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/upn-malformed',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Invalid UPN',
    what: 'The UPN in the subject alternative name is a variable that was not replaced (`{{UserPrincipalName}}`, an error), has white space at an end or invisible characters (NUL, no-break space, byte order mark), does not have the form `name@suffix`, or is not a UTF-8 string.',
    why: 'Active Directory searches for an account with exactly that name. A name without a suffix is usually the sAMAccountName, which does not find an account. The value must be a UTF8String.',
    fix: 'Reissue the certificate with the exact userPrincipalName of the account. Correct the variable in the certificate profile of the MDM, or the encoding in a manually written request (`UTF8:` in openssl).',
    sources: [certificateSources.thirdParty, certificateSources.strongMapping],
  },
  messages: {
    variable:
      'The UPN "{upn}" is a variable that was not replaced, so no account is found. Correct the profile, and reissue the certificate.',
    invisible:
      'The UPN "{upn}" has white space or invisible characters, so no account may be found. Reissue the certificate.',
    suffix: 'The UPN "{upn}" does not have the form name@suffix, so no account may be found. Reissue the certificate.',
    encoding: 'The UPN "{upn}" is not a UTF8String, which Windows requires. Reissue the certificate.',
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    const fault = upnFault(certificate);
    const identity = userIdentity(certificate);
    if (fault !== null && identity.state === 'present')
      report({
        message: fault,
        ...(fault === 'variable' ? { severity: 'error' } : {}),
        data: { upn: shown(visibleName(identity.upn), 50) },
        at: placeOf(subject, extensionSpan(certificate, 'subjectAlternativeName')),
      });
    return truth(fault !== null);
  },
});
