// Whether the algorithms of a certificate are still accepted.
import type { PublicKey, X509Certificate } from '../model.js';

export type SignatureStrength = 'good' | 'weak' | 'broken' | 'unknown';

const BROKEN = new Set(['MD2', 'MD4', 'MD5', 'SHA-0']);
const GOOD = new Set(['SHA-256', 'SHA-384', 'SHA-512']);
/**
 * By the digest that was signed. The signature of a self-issued certificate proves nothing and is not
 * checked: `good`. Of other digests, and of algorithms that bring their own, such as Ed25519, no source says
 * that Windows takes them in certificates.
 */
export function signatureStrength(certificate: X509Certificate): SignatureStrength {
  if (certificate.selfIssued) return 'good';
  const { hash, name } = certificate.signatureAlgorithm;
  if (hash === null) return 'unknown';
  if (BROKEN.has(hash)) return 'broken';
  if (hash === 'SHA-1' || hash === 'RIPEMD-160') return 'weak';
  return GOOD.has(hash) && !name.startsWith('dsa') ? 'good' : 'unknown';
}

/** RSASSA-PSS, which Windows takes and some phones and appliances do not. */
export function isPss({ signatureAlgorithm }: Pick<X509Certificate, 'signatureAlgorithm'>): boolean {
  return signatureAlgorithm.name === 'RSASSA-PSS';
}

/** RSA keys of fewer bits are weak. */
export const MINIMUM_RSA_BITS = 2048;
/** RSA keys of fewer bits are blocked by Windows (KB2661254). */
export const BLOCKED_RSA_BITS = 1024;

export type KeyStrength = 'good' | 'weak' | 'blocked' | 'unusual';

/**
 * `unusual`: neither RSA of a known size nor one of the curves that client certificates are known to work
 * with.
 */
export function keyStrength({ algorithm, bits, curve }: PublicKey): KeyStrength {
  if (algorithm === 'RSA' || algorithm === 'RSA-PSS') {
    if (bits === null) return 'unusual';
    return bits < BLOCKED_RSA_BITS ? 'blocked' : bits < MINIMUM_RSA_BITS ? 'weak' : 'good';
  }
  return algorithm === 'EC' && (curve === 'P-256' || curve === 'P-384') ? 'good' : 'unusual';
}

/** As for a client, but for P-521, a choice of AD CS. Of an RSA key of unknown size nothing is known. */
export function authorityKeyStrength(key: PublicKey): KeyStrength | 'unknown' {
  const strength = keyStrength(key);
  if (strength !== 'unusual') return strength;
  if (key.algorithm.startsWith('RSA')) return 'unknown';
  return key.curve === 'P-521' ? 'good' : strength;
}

/** `RSA 2048`, `EC P-256`, `Ed25519`. */
export function describedKey({ algorithm, bits, curve }: PublicKey): string {
  return [algorithm, curve ?? bits].filter((part) => part !== null).join(' ');
}
