// Whether a signature of a chain cannot be checked here for another reason than its algorithm or key.
import type { Chain } from './chain.js';
import { authorityKeyStrength, signatureStrength } from '../meaning/strength.js';

/** Algorithms and keys are usual, and yet a signature cannot be checked here. */
export function hasUncheckedSignature({ path, end, verified }: Chain): boolean {
  if (verified || path.length === 1 || (end !== 'root' && end !== 'missingIssuer')) return false;
  return (
    path.every((certificate) => signatureStrength(certificate) === 'good') &&
    path.slice(1).every(({ publicKey }) => authorityKeyStrength(publicKey) !== 'unusual')
  );
}
