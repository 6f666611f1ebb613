// What the flags of a path say of client certificates, as a note beside a finding.
import type { Effective } from '../../iis/effective.js';
import type { Truth } from '../../iis/truth.js';

/**
 * `SslRequireCert` is said to require and never to request: without `SslNegotiateCert` IIS may not request at
 * all.
 */
export function certificateNote<T>({
  sslFlags,
  requiresCertificate,
}: {
  readonly sslFlags: Effective<T>;
  readonly requiresCertificate: Truth;
}): readonly [Effective<T>, string] {
  return [
    sslFlags,
    requiresCertificate === 'yes'
      ? 'Client certificates are required here.'
      : 'Client certificates are requested here.',
  ];
}
