// By what distinguished names are the same.
import type { DistinguishedName } from './model.js';

/**
 * Names are compared without case and with white space folded (RFC 5280 §7.1), types and structure included.
 */
export function nameKey(name: DistinguishedName): string {
  return name.rdns
    .map((rdn) =>
      rdn
        .map(({ oid, value }) => `${oid}=${value.trim().replaceAll(/\s+/g, ' ').toLowerCase()}`)
        .sort()
        .join('\u0001'),
    )
    .join('\u0002');
}
