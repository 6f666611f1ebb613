// A value of altSecurityIdentities has a form that domain controllers do not accept any more.
import { certificateSources } from '../support/sources/certificate.js';
import type { MappingForm } from '../../certificate/meaning/alt-security-identities.js';
import { truth } from '../../iis/truth.js';
import { shown } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

const forms: Partial<Record<MappingForm, string>> = {
  issuerSubject: 'issuer and subject',
  subject: 'subject',
  email: 'email address',
};

export default defineRule({
  id: 'certificate/weak-alt-security-identity',
  severity: 'warning',
  subject: 'certificateFile',
  sections: [],
  docs: {
    title: 'Weak altSecurityIdentities value',
    what: 'A value of altSecurityIdentities maps by issuer and subject (`X509:<I>…<S>…`), by subject (`X509:<S>…`) or by email address (`X509:<RFC822>…`).',
    why: 'Names can be used again and are therefore weak mappings; under full enforcement domain controllers accept strong ones only.',
    fix: 'Replace it with issuer and serial number (`X509:<I>…<SR>…`, the bytes of the serial number reversed) or the subject key identifier (`X509:<SKI>…`). The certificate view writes both for a certificate.',
    symptom: 'Event 39 of source Kdcsvc on the domain controller.',
    sources: [certificateSources.strongMapping, certificateSources.mappings],
  },
  messages: {
    weak: "'{value}' maps by {form}, which is weak and refused since 9 September 2025. Map by <I>…<SR>… or <SKI> instead.",
  },
  applies: ({ file }) => file.identities.length > 0,
  check({ uri, file }, report) {
    const weak = file.identities.filter(({ identity }) => identity.strength === 'weak');
    for (const { identity, range } of weak) {
      report({
        message: 'weak',
        data: { value: shown(identity.text), form: forms[identity.form] ?? 'name' },
        at: { uri, range },
      });
    }
    return truth(weak.length > 0);
  },
});
