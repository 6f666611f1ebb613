// What a saved listing of a certificate store says.
import type { Range } from '../../text/range.js';

/** A certificate in a listing of a store. */
export interface ListedCertificate {
  /** The characters that say it. */
  readonly range: Range;
  /** Lower-case hexadecimal; null where it was cut off. */
  readonly sha1: string | null;
  /** As the listing prints it. */
  readonly subject: string | null;
  readonly issuer: string | null;
  /** Lower-case hexadecimal, big-endian. */
  readonly serialNumber: string | null;
}

export type StoreName = 'NTAuth' | 'Root' | 'CA' | 'My' | 'other';

/** What a certificate store holds. */
export interface StoreListing {
  /** The characters that say it. */
  readonly range: Range;
  readonly store: StoreName;
  readonly certificates: readonly ListedCertificate[];
  /** False where the end of the listing is missing, so that what it does not show may be there. */
  readonly isComplete: boolean;
}

/** A listing and the file that it was saved in. */
export type SavedStoreListing = StoreListing & { readonly uri: string };

/** Whole listings of one store that do not have the same certificates. */
export function haveOtherCertificates(one: StoreListing, other: StoreListing): boolean {
  const hashesOf = ({ certificates }: StoreListing): string =>
    [...new Set(certificates.map(({ sha1 }) => sha1))].sort().join();
  const isComparable = one.store === other.store && one.store !== 'other' && one.isComplete && other.isComplete;
  return isComparable && hashesOf(one) !== hashesOf(other);
}
