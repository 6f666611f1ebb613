// What is known about the revocation of a certificate by the lists that were provided.
import type { CertificateSubject } from '../certificate/subjects.js';
import type { RevocationList, X509Certificate } from '../certificate/model.js';
import { extensionOf } from '../certificate/model.js';
import { nameKey } from '../certificate/name-key.js';

/**
 * `revoked`: a list in force names it; `listed`: a list in force of its issuer does not; `outdated`: only
 * lists past their next update are there; `noList`: none is; `noLocation`: the certificate names no place to
 * get one.
 */
export type RevocationState = 'revoked' | 'listed' | 'outdated' | 'noList' | 'noLocation';

export function revocationState(
  { certificate, revocation }: CertificateSubject,
  lists: readonly RevocationList[],
  now: number,
): RevocationState {
  if (revocation) return 'revoked';
  // No server looks a list up that the certificate does not name.
  if (!hasLocation(certificate)) return 'noLocation';
  const own = lists.filter((list) => nameKey(list.issuer) === nameKey(certificate.issuer));
  if (own.some((list) => list.nextUpdate?.ms == null || list.nextUpdate.ms > now)) return 'listed';
  if (own.length > 0) return 'outdated';
  return 'noList';
}

function hasLocation(certificate: X509Certificate): boolean {
  const points = extensionOf(certificate, 'crlDistributionPoints')?.points ?? [];
  const accesses = extensionOf(certificate, 'authorityInformationAccess')?.accesses ?? [];
  return points.length > 0 || accesses.some(({ method }) => method.oid === '1.3.6.1.5.5.7.48.1');
}
