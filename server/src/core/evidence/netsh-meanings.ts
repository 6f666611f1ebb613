// What the fields of an SSL record of HTTP.SYS mean for client certificates (`netsh http add sslcert`, help
// text; HTTP API, HTTP_SERVICE_CONFIG_SSL_PARAM).

const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:ip|hostname):port$/i,
    'The certificate record applies to connections to this address and port. HTTP.SYS prefers the record of a host name or an address over the record of all addresses.',
  ],
  [/^certificate hash$/i, 'The SHA-1 thumbprint of the server certificate.'],
  [/^application id$/i, 'The program that created the record. `{4dc3e181-e14b-4a21-b022-59fc669b0914}` is IIS.'],
  [/^certificate store name$/i, 'The computer store that contains the certificate; `MY` is Personal.'],
  [
    /^verify client certificate revocation$/i,
    'Whether HTTP.SYS checks client certificates for revocation. If enabled, the CRLs must be reachable from the server, or requests end with 403.13.',
  ],
  [
    /^verify revocation using cached client certificate only$/i,
    'If enabled, HTTP.SYS uses only CRLs that the server has already cached.',
  ],
  [/^usage check$/i, 'Whether HTTP.SYS checks the EKU of client certificates.'],
  [
    /^revocation freshness time$/i,
    'Seconds after which HTTP.SYS retrieves a newer CRL although the cached one is still valid; 0: when it expires.',
  ],
  [/^url retrieval timeout$/i, 'Timeout in milliseconds for retrieving a CRL; 0: the Windows default.'],
  [/^ctl identifier$/i, 'The list of trusted issuers sent to clients, if any.'],
  [/^ctl store name$/i, 'The store that contains the list of trusted issuers.'],
  [
    /^ds mapper usage$/i,
    'Whether HTTP.SYS maps client certificates to Active Directory accounts. Client certificates at Exchange need Enabled; IIS Manager sets it when mapping is enabled at the server level, and tools that renew the certificate may reset it.',
  ],
  [
    /^negotiate client certificate$/i,
    'If enabled, HTTP.SYS requests a certificate from every client in the handshake, whatever the path. If disabled, IIS requests it after the handshake for paths that need it, which neither TLS 1.3 nor HTTP/2 allows.',
  ],
  [/^reject connections$/i, 'If enabled, HTTP.SYS rejects connections to this address.'],
  [
    /^disable http\/?2$/i,
    'If set, HTTP/2 is not offered. HTTP/2 does not allow a certificate request after the handshake.',
  ],
  [/^disable quic$/i, 'If set, HTTP/3 is not offered.'],
  [/^disable tls ?1\.2$/i, 'If set, TLS 1.2 is not offered.'],
  [
    /^disable tls ?1\.3$/i,
    'If set, TLS 1.3 is not offered. TLS 1.3 has no renegotiation, so IIS cannot request a certificate for a single path.',
  ],
  [/^disable legacy tls versions$/i, 'If set, versions before TLS 1.2 are not offered.'],
  [/^disable ocsp stapling$/i, 'If set, no OCSP response is stapled to the server certificate.'],
];

/** Markdown; undefined for a label that is not known, as those of a Windows in another language are. */
export function netshFieldMeaning(label: string): string | undefined {
  return MEANINGS.find(([pattern]) => pattern.test(label))?.[1];
}
