// What lists and OCSP responses say of each certificate of a chain at a time, for the evaluation of the first
// of them.
import { listState } from './list-state.js';
import type { RevocationList, X509Certificate } from '../model.js';
import type { CertificatePool } from './chain.js';
import type { NewerLists } from './newer-lists.js';
import type { OcspFact, OcspResponses } from './ocsp-responses.js';
import type { Revocation, RevocationLists, UnusableList } from './revocation-lists.js';

export interface Listing {
  readonly certificate: X509Certificate;
  /**
   * The newest current, complete list of its issuer, which does not name it; null where anything else says
   * that it is revoked.
   */
  readonly clear: RevocationList | null;
  /** The newest list about it that has ended, with no newer one. */
  readonly outdated: RevocationList | null;
  /** By a list that may not be the one that the server goes by. */
  readonly elsewhere: Revocation | null;
  /** A list that servers may not go by; null where another one tells. */
  readonly unusable: UnusableList | null;
  /** The newest answer of a responder that holds at that time. */
  readonly response: OcspFact | null;
}

/**
 * Those of `path` that someone can revoke: not a root, which vouches for itself. `now` in milliseconds since
 * 1970.
 */
export async function listingsOf(
  path: readonly X509Certificate[],
  pool: CertificatePool,
  lists: RevocationLists,
  newer: NewerLists,
  responses: OcspResponses,
  now: number,
): Promise<Listing[]> {
  const found: Listing[] = [];
  for (const [index, certificate] of path.entries()) {
    if (certificate.selfIssued) continue;
    const issuer = path[index + 1] ?? null;
    const { about, silent, elsewhere, unusable } = await lists.mentions(certificate, issuer, pool);
    const isCurrent = (list: RevocationList): boolean =>
      listState(list, now) === 'current' && (list.thisUpdate.ms ?? Infinity) <= now;
    const response = await responses.of(certificate, issuer, now);
    const isNamed =
      elsewhere !== null || response?.answer.status === 'revoked' || (await lists.of(certificate, issuer)) !== null;
    found.push({
      certificate,
      clear: silent !== null && isCurrent(silent) && !isNamed ? silent : null,
      outdated: await firstOutdated(about, newer, now),
      elsewhere,
      unusable,
      response,
    });
  }
  return found;
}

async function firstOutdated(
  about: readonly RevocationList[],
  newer: NewerLists,
  now: number,
): Promise<RevocationList | null> {
  for (const list of about)
    if (listState(list, now) === 'outdated' && (await newer.of(list, now)) === null) return list;
  return null;
}
