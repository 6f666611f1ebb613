// Whether saved listings of NTAuth hold the CA that issued a certificate.
import { agreed } from '../../text/agreed.js';
import type { X509Certificate } from '../model.js';
import type { SavedStoreListing } from '../trust/store-listing.js';
import { sameNameAs } from './listed-name.js';

/**
 * By thumbprint of one of `issuers`, the certificates of the CA that were provided, or by name where none was;
 * unknown where the listing was cut off or prints no names.
 */
export function issuerInListing(
  { certificates, isComplete }: SavedStoreListing,
  certificate: X509Certificate,
  issuers: readonly X509Certificate[],
): 'yes' | 'no' | 'unknown' {
  const isIn = certificates.some(({ sha1, subject }) =>
    issuers.length > 0
      ? issuers.some((issuer) => issuer.sha1 === sha1)
      : subject !== null && sameNameAs(subject, certificate.issuer),
  );
  if (isIn) return 'yes';
  const tells = isComplete && certificates.every(({ sha1, subject }) => (issuers.length > 0 ? sha1 : subject) !== null);
  return tells ? 'no' : 'unknown';
}

/** What all listings that tell say; unknown where they contradict each other, null without any listing. */
export function issuerInListings(
  listings: readonly SavedStoreListing[],
  certificate: X509Certificate,
  issuers: readonly X509Certificate[],
): 'yes' | 'no' | 'unknown' | null {
  if (listings.length === 0) return null;
  const states = listings.map((listing) => issuerInListing(listing, certificate, issuers));
  return agreed(states.filter((state) => state !== 'unknown')) ?? 'unknown';
}

/** The saved listings of NTAuth. */
export function ntAuthListings(stores: readonly SavedStoreListing[] | undefined): readonly SavedStoreListing[] {
  return (stores ?? []).filter(({ store }) => store === 'NTAuth');
}
