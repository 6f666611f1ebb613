// What is known about the revocation of a certificate that nothing says to be revoked, by the lists that were
// provided.
import type { CertificateSubject } from '../certificate/subjects.js';
import type { X509Certificate } from '../certificate/model.js';
import { extensionOf } from '../certificate/model.js';

/**
 * `listed`: a list in force of its issuer does not name it; `outdated`: the newest about it, or about a CA above it,
 * is past its next update; `noList`: none tells; `noLocation`: the certificate names no place to get one.
 */
export type RevocationState = 'listed' | 'outdated' | 'noList' | 'noLocation';

export function revocationState({ certificate, listings = [] }: CertificateSubject): RevocationState {
  // No server looks a list up that the certificate does not name.
  if (!hasLocation(certificate)) return 'noLocation';
  if (listings.some(({ outdated }) => outdated)) return 'outdated';
  return listings.find((one) => one.certificate === certificate)?.clear ? 'listed' : 'noList';
}

function hasLocation(certificate: X509Certificate): boolean {
  const points = extensionOf(certificate, 'crlDistributionPoints')?.points ?? [];
  const accesses = extensionOf(certificate, 'authorityInformationAccess')?.accesses ?? [];
  return points.length > 0 || accesses.some(({ method }) => method.oid === '1.3.6.1.5.5.7.48.1');
}
