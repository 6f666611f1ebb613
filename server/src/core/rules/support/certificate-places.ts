// What the rules about certificates share: where a finding points and how values are shown.
import { rangeOfSpan } from '../../certificate/place.js';
import type { ExtensionType, Span, X509Certificate } from '../../certificate/model.js';
import { showable } from '../../certificate/showable.js';
import type { CertificateSubject } from '../../certificate/subjects.js';
import type { Place } from '../../text/range.js';

/**
 * The Base64 that holds a span of the certificate; the first line of its block without one; the start of a
 * binary file.
 */
export function placeOf({ uri, text, entry }: CertificateSubject, span: Span | null): Place {
  return { uri, range: rangeOfSpan(text, entry.place, span) };
}

/** Where the first extension of that type is; null when there is none. */
export function extensionSpan(certificate: X509Certificate, type: ExtensionType): Span | null {
  return certificate.extensions.find(({ value }) => value.type === type)?.span ?? null;
}

/** A value from a certificate, fit for a message of limited length. */
export function shown(value: string, limit = 40): string {
  const text = showable(value, 200);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

/** `2026-01-31`. */
export function dayOf(ms: number | null): string {
  return ms === null ? '?' : new Date(ms).toISOString().slice(0, 10);
}
