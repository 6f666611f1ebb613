// The values that the procedures for client certificates write, each stated once (domain: Exchange's
// procedure, Exchange's defaults).

/** What IIS Manager writes for Require, with the 128 bits that Exchange ships. */
export const requiredFlags = 'Ssl, SslNegotiateCert, SslRequireCert, Ssl128';

/** What Exchange ships: no client certificates. */
export const plainFlags = 'Ssl, Ssl128';

/** The providers that Windows authentication behind a gateway needs, in the order offered. */
export const negotiateAndNtlm: readonly string[] = ['Negotiate', 'NTLM'];

/** Step 7 of the procedure, which is also the schema's default: bytes. */
export const sufficientReadAhead = 49152;

/** The module of Windows feature Web-Client-Auth, which maps certificates to Active Directory accounts. */
export const mappingModule = 'CertificateMappingAuthenticationModule';

/** The module of Windows feature Web-Cert-Auth, which maps certificates by the lists of IIS. */
export const iisMappingModule = 'IISCertificateMappingAuthenticationModule';
