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
    what: 'A value of altSecurityIdentities maps by issuer and subject (`X509:<I>…<S>…`), by subject (`X509:<S>…`), or by email address (`X509:<RFC822>…`).',
    why: 'Names can be reused, so these mappings are weak; with full enforcement, domain controllers accept only strong mappings.',
    fix: 'Replace it with issuer and serial number (`X509:<I>…<SR>…`, the bytes of the serial number reversed), the subject key identifier (`X509:<SKI>…`), or issuer and SID (`X509:<I>…<SID>…`). The certificate view writes them for a certificate.',
    symptom: 'Event 39 of source Kdcsvc on the domain controller.',
    sources: [certificateSources.strongMapping, certificateSources.mappings, certificateSources.issuerSid],
  },
  messages: {
    weak: '"{value}" maps by {form}, which is weak and rejected since September 9, 2025. Use <I>…<SR>… or <SKI>.',
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
