// Where a certificate says that its revocation and its issuer can be looked up.
import { extensionOf } from '../model.js';
import type { X509Certificate } from '../model.js';

export type Transport = 'http' | 'ldap' | 'file' | 'other';

export interface Address {
  readonly value: string;
  readonly transport: Transport;
}

export interface RevocationAddresses {
  readonly crl: readonly Address[];
  readonly ocsp: readonly Address[];
  /** Where the issuer's certificate is. */
  readonly issuers: readonly Address[];
}

const OCSP = '1.3.6.1.5.5.7.48.1';
const CA_ISSUERS = '1.3.6.1.5.5.7.48.2';

export function revocationAddresses(certificate: X509Certificate): RevocationAddresses {
  const points = extensionOf(certificate, 'crlDistributionPoints')?.points ?? [];
  const accesses = extensionOf(certificate, 'authorityInformationAccess')?.accesses ?? [];
  const by = (method: string): Address[] =>
    accesses.filter((access) => access.method.oid === method).map(({ location }) => addressOf(location.value));
  return {
    crl: points.flatMap(({ names }) => names.map(({ value }) => addressOf(value))),
    ocsp: by(OCSP),
    issuers: by(CA_ISSUERS),
  };
}

function addressOf(value: string): Address {
  const scheme = /^([a-z]+):/i.exec(value)?.[1]?.toLowerCase();
  return {
    value,
    transport:
      scheme === 'https'
        ? 'http'
        : scheme === 'http' || scheme === 'ldap' || scheme === 'file'
          ? scheme
          : scheme === 'ldaps'
            ? 'ldap'
            : 'other',
  };
}

/** Neither a list nor an OCSP responder is named: a revocation check can only fail. */
export function lacksRevocation(certificate: X509Certificate): boolean {
  const { crl, ocsp } = revocationAddresses(certificate);
  return crl.length === 0 && ocsp.length === 0;
}
