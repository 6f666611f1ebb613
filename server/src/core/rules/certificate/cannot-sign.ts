// The key of a client certificate may not sign, cannot, or is missing, and a client has to sign in the handshake.
import { clientSigning, isShownByClients } from '../../certificate/meaning/purpose.js';
import { KEY_FAULTS } from '../../certificate/own-key.js';
import { extensionOf } from '../../certificate/model.js';
import { truth } from '../../iis/truth.js';
import { extensionSpan, placeOf, shown } from '../support/certificate-places.js';
import { certificateSources } from '../support/sources/certificate.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'certificate/cannot-sign',
  severity: 'warning',
  subject: 'certificate',
  sections: [],
  docs: {
    title: 'Client key missing or unsuitable',
    what: 'The key usage of a client certificate does not include digitalSignature, its key type cannot create signatures (X25519, X448, Diffie-Hellman, RSA-OAEP, ML-KEM), or its PKCS#12 file has no private key of it, or that of another certificate.',
    why: 'A client proves that it holds the private key with a signature in the TLS handshake. A certificate for encryption only (keyEncipherment) is not for that: mobile devices do not offer it, and other software rejects it.',
    fix: 'Reissue the certificate from a template with the purpose Signature, or Signature and encryption.',
    uncertain:
      'Microsoft does not document whether IIS rejects a client certificate whose key usage lacks digitalSignature; the standards and other TLS implementations do.',
    sources: [certificateSources.tls12, certificateSources.tls13, certificateSources.profile],
  },
  messages: {
    ...KEY_FAULTS,
    usage:
      'Key usage ({usages}) does not include digitalSignature, so the client cannot prove it holds the key. Reissue the certificate.',
    key: 'A {key} key cannot sign, so the client cannot prove it holds the key. Reissue the certificate with an RSA or EC key.',
  },
  applies: ({ role }) => isShownByClients(role),
  check(subject, report) {
    const { certificate, keyFault } = subject;
    if (keyFault) report({ message: keyFault, at: placeOf(subject, certificate.subject.span) });
    const signing = clientSigning(certificate);
    if (signing === 'usageForbids')
      report({
        message: 'usage',
        data: { usages: shown(extensionOf(certificate, 'keyUsage')?.usages.join(', ') || 'nothing') },
        at: placeOf(subject, extensionSpan(certificate, 'keyUsage')),
      });
    if (signing === 'keyCannot')
      report({
        message: 'key',
        severity: 'error',
        data: { key: certificate.publicKey.algorithm },
        at: placeOf(subject, certificate.publicKey.span),
      });
    const isBad = Boolean(keyFault) || signing === 'usageForbids' || signing === 'keyCannot';
    return signing === 'unreadable' && !isBad ? 'unknown' : truth(isBad);
  },
});
