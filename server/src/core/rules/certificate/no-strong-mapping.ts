// Nothing in a client certificate ties it to an account in a way that domain controllers still accept.
import { certificateSources } from '../support/sources/certificate.js';
import { addMappingCommand } from '../../certificate/meaning/commands.js';
import { MAPPING_CAVEATS } from '../../certificate/meaning/alt-security-identities.js';
import { strongMapping } from '../../certificate/meaning/strong-mapping.js';
import type { X509Certificate } from '../../certificate/model.js';
import { truth } from '../../iis/truth.js';
import type { Remedy } from '../../remedy/remedy.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/no-strong-mapping',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'No strong mapping to an account',
    what: 'A client certificate has neither the SID extension (1.3.6.1.4.1.311.25.2) nor a SID in a URI of its subject alternative name (`tag:microsoft.com,2022-09-14:sid:…`).',
    why: 'The mapping of IIS goes through the domain controllers. With the updates of 11 February 2025 they demand a strong mapping by default, and since those of 9 September 2025 nothing overrides it: a user principal name alone is not accepted any more.',
    fix: 'Issue the certificate again from an authority with the updates of May 2022 and an online template that does not suppress the extension (CT_FLAG_NO_SECURITY_EXTENSION). Where that is not possible, write a strong value to the altSecurityIdentities of the account.',
    symptom:
      'Sign-ins end with 401 or 403.12, and the domain controller logs event 39 (41 on Windows Server 2008 R2) of source Kdcsvc.',
    uncertain:
      'Whether the account already carries a strong altSecurityIdentities value cannot be seen in the certificate, nor whether domain controllers of Windows Server 2019 or later were set to take names in certificates with certain policies for strong. Older pages give 10 September 2025 as the last date.',
    sources: [certificateSources.strongMapping, certificateSources.mappings],
  },
  messages: {
    malformed:
      '{sid} stands where the SID belongs and is none: domain controllers accept it only with a strong altSecurityIdentities value (KB5014754).',
    weak: 'Only a weak mapping ({by}): domain controllers refuse the sign-in since 9 September 2025 (KB5014754). Issue it again, or map it explicitly.',
    none: 'Nothing maps it to an account: domain controllers accept it only with a strong altSecurityIdentities value (KB5014754). Issue it again.',
  },
  applies: ({ role }) => role === 'client',
  check(subject, report) {
    const { certificate } = subject;
    const { verdict, by, malformedSid, isUnreadable } = strongMapping(certificate);
    if (verdict !== 'strong' && isUnreadable) return 'unknown';
    if (verdict !== 'strong') {
      const span = extensionSpan(certificate, 'subjectAlternativeName') ?? certificate.subject.span;
      report({
        message: malformedSid === null ? verdict : 'malformed',
        data: {
          by: by.map((name) => (name === 'dns' ? 'DNS name' : 'UPN')).join(' and '),
          sid: shown(`'${malformedSid ?? ''}'`),
        },
        at: placeOf(subject, span),
        remedies: remedies(certificate),
      });
    }
    return truth(verdict !== 'strong');
  },
});

/** The explicit mapping by issuer and serial number, as a command. */
function remedies(certificate: X509Certificate): readonly Remedy[] {
  const suggestion = strongMapping(certificate).suggestions[0];
  if (suggestion === undefined) return [];
  const powershell = addMappingCommand(certificate, suggestion);
  if (powershell === null) return [];
  const added = 'Add the certificate to the altSecurityIdentities of the account';
  const description = suggestion.caveat === null ? added : `${added}. ${MAPPING_CAVEATS[suggestion.caveat]}`;
  return [
    {
      title: 'Map the certificate to its account explicitly',
      kind: 'review',
      changes: [{ kind: 'command', description, powershell }],
    },
  ];
}
