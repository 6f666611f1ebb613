// Where a moment is in a certificate's life.
import type { X509Certificate } from '../model.js';

export const DAY = 86_400_000;
/**
 * A certificate is about to expire in the last third of its life, and at most so many days before its end.
 */
export const EXPIRY_WARNING_DAYS = 30;

export type ValidityState = 'valid' | 'expiring' | 'expired' | 'notYetValid' | 'unknown';

export interface Validity {
  readonly state: ValidityState;
  /** Whole days until the end, negative since; null when the end is not a time. */
  readonly daysLeft: number | null;
}

/**
 * Both ends belong to the validity (RFC 5280 §4.1.2.5). `unknown` when a time cannot be read and the other
 * does not decide.
 */
export function validityAt(
  { notBefore, notAfter }: Pick<X509Certificate, 'notBefore' | 'notAfter'>,
  now: number,
): Validity {
  const daysLeft = notAfter.ms === null ? null : Math.floor((notAfter.ms - now) / DAY);
  if (notAfter.ms !== null && now > notAfter.ms) return { state: 'expired', daysLeft };
  if (notBefore.ms !== null && now < notBefore.ms) return { state: 'notYetValid', daysLeft };
  if (notAfter.ms === null || notBefore.ms === null || daysLeft === null) return { state: 'unknown', daysLeft };
  const isLastThird = notAfter.ms - now <= (notAfter.ms - notBefore.ms) / 3;
  return { state: daysLeft < EXPIRY_WARNING_DAYS && isLastThird ? 'expiring' : 'valid', daysLeft };
}
