// Algorithms, keys, template and form of the certificate itself.
import { extensionOf } from '../../model.js';
import { malformations, unknownCriticalExtension } from '../form.js';
import {
  BLOCKED_RSA_BITS,
  MINIMUM_RSA_BITS,
  isPss,
  describedKey,
  keyStrength,
  signatureStrength,
} from '../strength.js';
import { action } from './item.js';
import type { ReadinessCheck } from './item.js';

export const signature: ReadinessCheck = ({ certificate }, say) => {
  const { name } = certificate.signatureAlgorithm;
  const data = { algorithm: name };
  const remedy = action('Have the CA sign with SHA-256, then reissue the certificate.');
  switch (signatureStrength(certificate)) {
    case 'good':
      if (isPss(certificate))
        say('note', 'Signed with {algorithm}: Windows accepts it; some phones and appliances reject it.', { data });
      else say('good', 'Signed with {algorithm}.', { data });
      break;
    case 'weak':
      say('remote', 'Signed with {algorithm}, which is weak.', { rule: 'weak-signature', data, action: remedy });
      break;
    case 'broken':
      say('bad', 'Signed with {algorithm}, which is broken.', { rule: 'weak-signature', data, action: remedy });
      break;
    case 'unknown':
      say('possible', 'Signed with {algorithm}; whether Windows accepts it is unknown.', {
        rule: 'weak-signature',
        data,
        action: remedy,
      });
  }
};

export const key: ReadinessCheck = ({ certificate }, say) => {
  const { publicKey } = certificate;
  const data = { key: describedKey(publicKey), minimum: MINIMUM_RSA_BITS, blocked: BLOCKED_RSA_BITS };
  const remedy = action('Create a key of at least {minimum} bits, then reissue the certificate.', {
    minimum: MINIMUM_RSA_BITS,
  });
  switch (keyStrength(publicKey)) {
    case 'good':
      say('good', 'Its key is {key}.', { data });
      break;
    case 'weak':
      say('remote', 'Its key is {key}: fewer than {minimum} bits are weak.', {
        rule: 'weak-key',
        data,
        action: remedy,
      });
      break;
    case 'blocked':
      say('bad', 'Its key is {key}: Windows blocks RSA keys of fewer than {blocked} bits.', {
        rule: 'weak-key',
        data,
        action: remedy,
      });
      break;
    case 'unusual': {
      const text = 'Its key is {key}; only RSA and the curves P-256 and P-384 are known to work.';
      if (publicKey.algorithm.startsWith('RSA')) say('unknown', text, { data });
      else
        say('possible', text, {
          rule: 'weak-key',
          data,
          action: action('Create an RSA key of at least {minimum} bits, then reissue the certificate.', {
            minimum: MINIMUM_RSA_BITS,
          }),
        });
    }
  }
};

export const template: ReadinessCheck = ({ certificate }, say) => {
  const byName = extensionOf(certificate, 'templateName')?.name;
  const byOid = extensionOf(certificate, 'template');
  if (byName !== undefined) say('note', 'Issued from the template {template}.', { data: { template: byName } });
  if (byOid !== null)
    say('note', 'Issued from the template {template}, version {major}.{minor}.', {
      data: { template: byOid.oid, major: byOid.major ?? 0, minor: byOid.minor ?? 0 },
    });
};

export const form: ReadinessCheck = ({ certificate }, say) => {
  const [first] = malformations(certificate).filter(({ offset }) => !isInSid(certificate.extensions, offset));
  if (first !== undefined)
    say('possible', 'It is malformed, which strict software rejects: {problem}', { data: { problem: first.message } });
  const unknown = unknownCriticalExtension(certificate);
  if (unknown !== null)
    say(
      'probable',
      'Its critical extension {extension} is unknown; software that does not support it must reject the certificate.',
      {
        rule: 'unknown-critical-extension',
        data: { extension: unknown.name ?? unknown.oid },
        action: action('Reissue the certificate without this extension.'),
      },
    );
};

/** What is wrong with the SID extension is said where the mapping is checked. */
function isInSid(extensions: Parameters<typeof extensionOf>[0]['extensions'], offset: number): boolean {
  return extensions.some(
    ({ oid, span }) => oid === '1.3.6.1.4.1.311.25.2' && offset >= span.start && offset < span.end,
  );
}
