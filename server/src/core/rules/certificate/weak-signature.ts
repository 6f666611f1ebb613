// A certificate is signed over a digest that can be forged.
import { certificateSources } from '../support/sources/certificate.js';
import { signatureStrength } from '../../certificate/meaning/strength.js';
import { truth } from '../../iis/truth.js';
import { placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/weak-signature',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Weak signature algorithm',
    what: 'A certificate is signed over SHA-1 (a warning), or over MD5, MD4 or MD2 (an error). The signature of a self-issued certificate proves nothing and is not judged.',
    why: 'For these digests two certificates with the same signature can be made, so that devices and servers refuse them.',
    fix: 'Have the authority sign with SHA-256 or better and issue the certificate again.',
    sources: [certificateSources.seed, certificateSources.profile],
  },
  messages: {
    weak: 'Signed with {algorithm}, which is weak: devices and servers may refuse it. Issue it again with SHA-256.',
    broken: 'Signed with {algorithm}, which is broken: devices and servers refuse it. Issue it again with SHA-256.',
  },
  applies: ({ certificate }) => !certificate.selfIssued,
  check(subject, report) {
    const strength = signatureStrength(subject.certificate);
    if (strength === 'unknown') return 'unknown';
    const { name: algorithm, span } = subject.certificate.signatureAlgorithm;
    if (strength === 'weak') report({ message: 'weak', data: { algorithm }, at: placeOf(subject, span) });
    if (strength === 'broken')
      report({ message: 'broken', severity: 'error', data: { algorithm }, at: placeOf(subject, span) });
    return truth(strength !== 'good');
  },
});
