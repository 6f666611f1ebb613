// What about the form of a certificate makes strict readers reject it, for any user.
import type { ByteProblem, Extension, X509Certificate } from '../model.js';

/** What was wrong when the certificate was read; bytes after it in its file are not its own fault. */
export function malformations({ problems, der }: X509Certificate): ByteProblem[] {
  return problems.filter(({ offset }) => offset < der.length);
}

/**
 * A critical extension that is not known here. Who does not know it must reject the certificate (RFC 5280
 * §4.2).
 */
export function unknownCriticalExtension({ extensions }: X509Certificate): Extension | null {
  return extensions.find(({ critical, value }) => critical && value.type === 'raw') ?? null;
}

/** There is an extension of that type whose value no one can read. */
export function isUnreadable({ extensions }: Pick<X509Certificate, 'extensions'>, wanted: string): boolean {
  return extensions.some(({ oid, value }) => oid === wanted && value.type === 'malformed');
}
