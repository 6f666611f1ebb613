// What the other provided files say of authorities: which of a chain were revoked, and which were renewed for
// the same key.
import type { CertificatePool } from './chain.js';
import type { X509Certificate } from '../model.js';
import { nameKey } from '../name-key.js';
import type { Revocation, RevocationLists } from './revocation-lists.js';

export interface RevokedAuthority {
  readonly authority: X509Certificate;
  readonly revocation: Revocation;
}

/**
 * Those above the first of a path, without a root at its end, that provided lists name. One that has another
 * certificate for the same key is left out while that one was not revoked: the server may take the other way.
 */
export async function revokedAuthorities(
  path: readonly X509Certificate[],
  pool: CertificatePool,
  lists: RevocationLists,
): Promise<RevokedAuthority[]> {
  const found: RevokedAuthority[] = [];
  for (const [index, authority] of path.entries()) {
    if (index === 0 || authority.selfIssued) continue;
    const revocation = await lists.of(authority, path[index + 1] ?? null);
    if (revocation !== null && !(await hasOtherWay(authority, pool, lists))) found.push({ authority, revocation });
  }
  return found;
}

async function hasOtherWay(
  authority: X509Certificate,
  pool: CertificatePool,
  lists: RevocationLists,
): Promise<boolean> {
  for (const other of pool.sameKey(authority)) {
    const issuer = await pool.issuerOf(other);
    const signer = issuer === null || issuer === 'wrongKey' ? null : issuer.certificate;
    if (other.selfIssued || (await lists.of(other, signer)) === null) return true;
  }
  return false;
}

/**
 * Another certificate of an authority, by the same issuer for its name and key, is provided that is valid at
 * that time, and longer.
 */
export function isRenewed(certificate: X509Certificate, pool: CertificatePool, now: number): boolean {
  if (!certificate.isAuthority) return false;
  const end = certificate.notAfter.ms ?? Infinity;
  const issuer = nameKey(certificate.issuer);
  return pool.sameKey(certificate).some(({ isAuthority, issuer: other, notBefore, notAfter }) => {
    const [from, to] = [notBefore.ms, notAfter.ms];
    return (
      isAuthority && nameKey(other) === issuer && from !== null && to !== null && from <= now && now <= to && to > end
    );
  });
}
