// Which authorities of a chain demand certificate policies below themselves (RFC 5280 §4.2.1.11, §6.1).
import { extensionOf } from '../model.js';
import type { X509Certificate } from '../model.js';

/**
 * `path`: a certificate and its issuers. Those whose policy constraints come into force before its end;
 * whether the certificates have the policies, and what Windows makes of them, is not looked at.
 */
export function authoritiesDemandingPolicies(path: readonly X509Certificate[]): X509Certificate[] {
  return path.filter((authority, below) => {
    const skipped = extensionOf(authority, 'policyConstraints')?.requireExplicitPolicy ?? null;
    return below > 0 && skipped !== null && skipped <= below;
  });
}
