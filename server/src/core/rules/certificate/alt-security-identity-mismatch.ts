// A value of altSecurityIdentities that is meant for a certificate names none.
import type { IdentityFault } from '../../certificate/meaning/identity-faults.js';
import { truth } from '../../iis/truth.js';
import { shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/alt-security-identity-mismatch',
  severity: 'warning',
  subject: 'certificateFile',
  sections: [],
  docs: {
    title: 'altSecurityIdentities value without certificate',
    what: 'A value of altSecurityIdentities would match a provided certificate if the bytes of its serial number were reversed or if its issuer began with the last part of the name; or it has a form that Active Directory does not read (`X509N:`, an unknown tag); or the certificate of an exported account was provided, and none of the values of the account matches it.',
    why: 'Domain controllers compare the value literally. A value that matches no certificate maps none, and the logon is rejected with event 39.',
    fix: 'Replace the value with the one that the certificate view shows for the certificate: the issuer starts with the root of its name (`DC=com,DC=contoso,CN=…`), and the bytes of the serial number are reversed.',
    symptom: 'Event 39 of source Kdcsvc on the domain controller.',
    uncertain: 'The value may match a certificate that was not provided.',
    sources: [certificateSources.strongMapping, certificateSources.mappings],
  },
  messages: {
    serialNotReversed:
      'The bytes of the serial number are not reversed, so the value matches no certificate. Enter <SR>{right}.',
    issuerReversed: 'The issuer is in the wrong order, so the value matches no certificate. Enter {right}.',
    unknownForm: '"{value}" is not a form that Active Directory reads. Use X509:<I>…<SR>… or X509:<SKI>….',
    otherCertificate:
      'This value does not match the certificate of this account in these files. For that certificate, enter {right}.',
  },
  applies: ({ file }) => file.identities.length > 0,
  check({ uri, identityFaults }, report) {
    if (identityFaults === undefined) return 'unknown';
    for (const fault of identityFaults)
      report({
        message: fault.kind,
        data: { value: shown(fault.text, 60), right: rightOf(fault) },
        at: { uri, range: fault.range },
      });
    return truth(identityFaults.length > 0);
  },
});

/** The serial number alone where only that is wrong. */
function rightOf({ kind, right }: IdentityFault): string {
  const text = right ?? '';
  return shown(kind === 'serialNotReversed' ? (text.split('<SR>')[1] ?? text) : text, 90);
}
