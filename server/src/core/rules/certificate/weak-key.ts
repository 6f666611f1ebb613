// The RSA key of a certificate is too small, or a key is not one that clients are known to sign in with.
import { isShownByClients } from '../../certificate/meaning/purpose.js';
import { BLOCKED_RSA_BITS, MINIMUM_RSA_BITS, describedKey, keyStrength } from '../../certificate/meaning/strength.js';
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
    title: 'Weak or unusual key',
    what: `A certificate has an RSA key of fewer than ${MINIMUM_RSA_BITS} bits (warning) or fewer than ${BLOCKED_RSA_BITS} bits (error), or a client certificate has a key other than RSA, P-256, and P-384 (warning).`,
    why: 'Small RSA keys can be broken with enough effort; Windows blocks keys of fewer than 1024 bits. Other keys and curves may not be supported by the mobile device, Windows, or the domain controller.',
    fix: `Create an RSA key of at least ${MINIMUM_RSA_BITS} bits, and reissue the certificate.`,
    uncertain: 'No source says which versions of Windows accept client certificates with other keys and curves.',
    sources: [certificateSources.seed, certificateSources.keyLength],
  },
  messages: {
    blocked:
      'RSA key of {bits} bits, which Windows blocks. Create a key of {minimum} bits, and reissue the certificate.',
    unusual:
      'The key is {key}; only RSA, P-256, and P-384 are known to work for sign-in. Reissue the certificate with an RSA key.',
    small: 'RSA key of {bits} bits, which is weak. Create a key of {minimum} bits, and reissue the certificate.',
  },
  applies: ({ certificate, role }) => certificate.publicKey.algorithm.startsWith('RSA') || isShownByClients(role),
  check(subject, report) {
    const { publicKey } = subject.certificate;
    const strength = keyStrength(publicKey);
    if (strength === 'unusual') {
      if (publicKey.algorithm.startsWith('RSA')) return 'unknown';
      report({
        message: 'unusual',
        data: { key: describedKey(publicKey) },
        at: placeOf(subject, publicKey.span),
      });
      return 'yes';
    }
    const isWeak = strength === 'weak' || strength === 'blocked';
    if (isWeak)
      report({
        message: strength === 'blocked' ? 'blocked' : 'small',
        ...(strength === 'blocked' ? { severity: 'error' } : {}),
        data: { bits: publicKey.bits!, minimum: MINIMUM_RSA_BITS },
        at: placeOf(subject, publicKey.span),
      });
    return truth(isWeak);
  },
});
