// The RSA key of a certificate is too small.
import { certificateSources } from '../support/sources/certificate.js';
import { MINIMUM_RSA_BITS, keyStrength } from '../../certificate/meaning/strength.js';
import { truth } from '../../iis/truth.js';
import { placeOf } from '../support/certificate-places.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/weak-key',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'RSA key too small',
    what: `A certificate has an RSA key of fewer than ${MINIMUM_RSA_BITS} bits.`,
    why: 'Such keys can be broken with enough effort; Windows blocks those of fewer than 1024 bits.',
    fix: `Make a new key of at least ${MINIMUM_RSA_BITS} bits and issue the certificate again.`,
    sources: [certificateSources.seed, certificateSources.keyLength],
  },
  messages: {
    small:
      'An RSA key of {bits} bits is weak, and Windows blocks fewer than 1024. Make a key of {minimum} bits and issue the certificate again.',
  },
  applies: ({ certificate }) => certificate.publicKey.algorithm.startsWith('RSA'),
  check(subject, report) {
    const { publicKey } = subject.certificate;
    if (publicKey.bits === null) return 'unknown';
    const weak = keyStrength(publicKey) === 'weak';
    if (weak)
      report({
        message: 'small',
        data: { bits: publicKey.bits, minimum: MINIMUM_RSA_BITS },
        at: placeOf(subject, publicKey.span),
      });
    return truth(weak);
  },
});
