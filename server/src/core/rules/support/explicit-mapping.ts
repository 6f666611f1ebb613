// The fix that names a certificate in its account.
import { MAPPING_CAVEATS } from '../../certificate/meaning/alt-security-identities.js';
import { addMappingCommand } from '../../certificate/meaning/commands.js';
import { strongMapping } from '../../certificate/meaning/strong-mapping.js';
import type { X509Certificate } from '../../certificate/model.js';
import type { Remedy } from '../../remedy/remedy.js';

/** The explicit mapping by issuer and serial number, as a command. */
export function explicitMapping(certificate: X509Certificate): readonly Remedy[] {
  const suggestion = strongMapping(certificate).suggestions[0];
  if (suggestion === undefined) return [];
  const powershell = addMappingCommand(certificate, suggestion);
  if (powershell === null) return [];
  const added = 'Add the certificate to altSecurityIdentities of the account';
  const description = suggestion.caveat === null ? added : `${added}. ${MAPPING_CAVEATS[suggestion.caveat]}`;
  return [
    {
      title: 'Map the certificate to its account explicitly',
      kind: 'review',
      changes: [{ kind: 'command', description, powershell }],
    },
  ];
}
