// A certificate is signed over a digest that can be forged.
import { isPss, signatureStrength } from '../../certificate/meaning/strength.js';
import { truth } from '../../iis/truth.js';
import { placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/weak-signature',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Weak or unusual signature',
    what: 'A certificate is signed with SHA-1 (warning), with MD5, MD4, or MD2 (error), with RSASSA-PSS (information), or not with RSA or ECDSA and SHA-256, SHA-384, or SHA-512 (warning). The signature of a self-issued certificate proves nothing and is not checked.',
    why: 'With these digests, two certificates with the same signature can be created, so devices and servers reject them.',
    fix: 'Have the CA sign with SHA-256 or better, and reissue the certificate.',
    sources: [certificateSources.seed, certificateSources.profile],
  },
  messages: {
    unknown: 'Signed with {algorithm}; whether Windows accepts it is unknown.',
    pss: 'Signed with {algorithm}: Windows accepts it, but some phones and appliances reject it. Prefer sha256WithRSAEncryption.',
    weak: 'Signed with {algorithm}, which is weak, so devices and servers may reject it. Reissue it with SHA-256.',
    broken: 'Signed with {algorithm}, which is broken, so devices and servers reject it. Reissue it with SHA-256.',
  },
  applies: ({ certificate, isRequested }) => !certificate.selfIssued && isRequested !== true,
  check(subject, report) {
    const strength = signatureStrength(subject.certificate);
    const { name: algorithm, span } = subject.certificate.signatureAlgorithm;
    if (strength === 'weak' || strength === 'unknown')
      report({ message: strength, data: { algorithm }, at: placeOf(subject, span) });
    if (strength === 'broken')
      report({ message: 'broken', severity: 'error', data: { algorithm }, at: placeOf(subject, span) });
    if (strength === 'good' && isPss(subject.certificate))
      report({ message: 'pss', severity: 'information', data: { algorithm }, at: placeOf(subject, span) });
    return truth(strength !== 'good');
  },
});
