// Whether the certificate, and its key, may be used by a client at all.
import { extensionOf } from '../../model.js';
import { KEY_FAULTS } from '../../own-key.js';
import { clientPurpose, clientSigning, policiesDenyClients } from '../purpose.js';
import { action } from './item.js';
import type { ReadinessCheck } from './item.js';

const WITH_PURPOSE = action('Reissue the certificate with Client Authentication (1.3.6.1.5.5.7.3.2) in its EKU.');

export const purpose: ReadinessCheck = ({ certificate }, say) => {
  if (policiesDenyClients(certificate))
    say('probable', 'Its application policies, which Windows follows, do not include Client Authentication.', {
      rule: 'client-authentication-missing',
      action: WITH_PURPOSE,
    });
  switch (clientPurpose(certificate)) {
    case 'clientAuthentication':
      say('good', 'The EKU includes Client Authentication.');
      break;
    case 'smartCardLogon':
      say(
        'unknown',
        'The EKU includes Smart Card Logon but not Client Authentication, which Microsoft requires for TLS (KB281245). Whether IIS accepts it is unknown.',
      );
      break;
    case 'any':
      say('good', 'The EKU allows any purpose.');
      break;
    case 'absent':
      say('note', 'It has no EKU, so any purpose is allowed; for mapping, include Client Authentication.');
      break;
    case 'denied':
      say('bad', 'The EKU does not include Client Authentication.', {
        rule: 'client-authentication-missing',
        action: WITH_PURPOSE,
      });
      break;
    case 'unreadable':
      say('unknown', 'Its EKU cannot be read.');
  }
};

export const keyUsage: ReadinessCheck = ({ certificate, keyFault }, say) => {
  if (keyFault)
    say('probable', KEY_FAULTS[keyFault], {
      rule: 'cannot-sign',
      action: action('Export the certificate with its private key.'),
    });
  switch (clientSigning(certificate)) {
    case 'allowed':
      say('good', 'Key usage includes digitalSignature.');
      break;
    case 'absent':
      say('note', 'It has no key usage, so every usage is allowed.');
      break;
    case 'usageForbids':
      say(
        'probable',
        'Key usage ({usages}) does not include digitalSignature, so the client cannot prove that it holds the key.',
        {
          rule: 'cannot-sign',
          data: { usages: extensionOf(certificate, 'keyUsage')?.usages.join(', ') ?? '' },
          action: action('Reissue the certificate with digitalSignature in its key usage.'),
        },
      );
      break;
    case 'keyCannot':
      say('bad', 'A {key} key cannot sign, so the client cannot prove that it holds the key.', {
        rule: 'cannot-sign',
        data: { key: certificate.publicKey.algorithm },
        action: action('Reissue the certificate with an RSA or P-256 key.'),
      });
      break;
    case 'unreadable':
      say('unknown', 'Its key usage cannot be read.');
  }
};

export const authority: ReadinessCheck = ({ certificate }, say) => {
  if (certificate.isAuthority)
    say('bad', 'It is a CA certificate, not a certificate of a user.', {
      rule: 'authority-as-client',
      action: action('Reissue the certificate without the CA flag.'),
    });
};
