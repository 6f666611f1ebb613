// What an administrator takes along: thumbprints, serial numbers, mapping strings, command lines.
import { addMappingCommand, inspectionCommands } from '../../../../server/src/core/certificate/meaning/commands.js';
import {
  MAPPING_CAVEATS,
  MAPPING_USES,
  reverseHex,
} from '../../../../server/src/core/certificate/meaning/alt-security-identities.js';
import type { SuggestedMapping } from '../../../../server/src/core/certificate/meaning/alt-security-identities.js';
import { strongMapping } from '../../../../server/src/core/certificate/meaning/strong-mapping.js';
import type { CertificateModel, X509Certificate } from '../../../../server/src/core/certificate/model.js';
import { showable } from '../../../../server/src/core/certificate/showable.js';
import type { CopyGroup, Field } from '../../webview/messages.js';
import { roleOf } from '../../../../server/src/core/certificate/meaning/purpose.js';
import type { Words } from './words.js';

/** `file`: the name of the file, which the command lines take. */
export function copiesOf(model: CertificateModel, file: string, words: Words): CopyGroup[] {
  const prints: Field[] = [
    code(words('Thumbprint (SHA-1)'), model.sha1.toUpperCase()),
    code(words('Fingerprint (SHA-256)'), model.sha256),
  ];
  if (model.kind !== 'certificate') return [{ title: words('Numbers'), fields: prints }];
  const { hex } = model.serialNumber;
  return [
    {
      title: words('Numbers'),
      fields: [
        ...prints,
        code(words('Serial number'), hex),
        {
          ...code(words('Serial number, bytes reversed'), reverseHex(hex)),
          note: words('As in altSecurityIdentities'),
        },
      ],
    },
    ...mappings(model, words),
    { title: words('Commands'), fields: commands(model, file, words) },
  ];
}

function code(label: string, value: string): Field {
  return { label, value: showable(value), code: true, copy: value };
}

/** Only certificates of users are mapped to accounts. */
function mappings(certificate: X509Certificate, words: Words): CopyGroup[] {
  if (roleOf(certificate) !== 'client') return [];
  const { suggestions } = strongMapping(certificate);
  const fields = suggestions.flatMap((suggestion): Field[] => {
    const label = labelOf(suggestion.form, words);
    const command = addMappingCommand(certificate, suggestion);
    const { caveat } = suggestion;
    return [
      {
        ...code(label, suggestion.text),
        note: [words(MAPPING_USES[suggestion.form]), ...(caveat === null ? [] : [words(MAPPING_CAVEATS[caveat])])].join(
          ' ',
        ),
      },
      ...(command === null ? [] : [code(words('PowerShell that adds it to the account'), command)]),
    ];
  });
  return [{ title: words('Explicit mapping (strong)'), fields }];
}

function labelOf(form: SuggestedMapping['form'], words: Words): string {
  switch (form) {
    case 'issuerSerial':
      return words('altSecurityIdentities by issuer and serial number');
    case 'subjectKeyIdentifier':
      return words('altSecurityIdentities by subject key identifier');
    case 'sha1PublicKey':
      return words('altSecurityIdentities by digest of the public key');
    case 'issuerSid':
      return words('altSecurityIdentities by issuer and SID');
  }
}

function commands(certificate: X509Certificate, file: string, words: Words): Field[] {
  return inspectionCommands(certificate, file).map(({ shell, description, command }) => ({
    label: `${words(description)} (${shell === 'cmd' ? 'certutil' : shell === 'sh' ? 'openssl' : 'PowerShell'})`,
    value: showable(command),
    code: true,
    copy: command,
  }));
}
