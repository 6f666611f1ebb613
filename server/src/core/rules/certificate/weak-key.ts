// The RSA key of a certificate is too small.
import { BLOCKED_RSA_BITS, MINIMUM_RSA_BITS, keyStrength } from '../../certificate/meaning/strength.js';
import { truth } from '../../iis/truth.js';
import { placeOf } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/weak-key',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'RSA key too small',
    what: `A certificate has an RSA key of fewer than ${MINIMUM_RSA_BITS} bits (warning) or fewer than ${BLOCKED_RSA_BITS} bits (error).`,
    why: 'Such keys can be broken with enough effort; Windows blocks keys of fewer than 1024 bits.',
    fix: `Create a key of at least ${MINIMUM_RSA_BITS} bits, and reissue the certificate.`,
    sources: [certificateSources.seed, certificateSources.keyLength],
  },
  messages: {
    blocked:
      'RSA key of {bits} bits, which Windows blocks. Create a key of {minimum} bits, and reissue the certificate.',
    small: 'RSA key of {bits} bits, which is weak. Create a key of {minimum} bits, and reissue the certificate.',
  },
  applies: ({ certificate }) => certificate.publicKey.algorithm.startsWith('RSA'),
  check(subject, report) {
    const { publicKey } = subject.certificate;
    if (publicKey.bits === null) return 'unknown';
    const strength = keyStrength(publicKey);
    const isWeak = strength === 'weak' || strength === 'blocked';
    if (isWeak)
      report({
        message: strength === 'blocked' ? 'blocked' : 'small',
        ...(strength === 'blocked' ? { severity: 'error' } : {}),
        data: { bits: publicKey.bits, minimum: MINIMUM_RSA_BITS },
        at: placeOf(subject, publicKey.span),
      });
    return truth(isWeak);
  },
});
