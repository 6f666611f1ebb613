// What the fields of an SSL record of HTTP.SYS mean for client certificates (`netsh http add sslcert`, help text; HTTP API, HTTP_SERVICE_CONFIG_SSL_PARAM).

const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:ip|hostname):port$/i,
    'Connections to this address and port get this record. HTTP.SYS takes the record of a host name or of an address before that of all addresses.',
  ],
  [/^certificate hash$/i, 'The SHA-1 thumbprint of the certificate that the server shows.'],
  [/^application id$/i, 'Who wrote the record. `{4dc3e181-e14b-4a21-b022-59fc669b0914}` is IIS.'],
  [/^certificate store name$/i, "The computer's store that holds the certificate; `MY` is Personal."],
  [
    /^verify client certificate revocation$/i,
    'Whether client certificates are looked up in revocation lists. Enabled, the lists have to be reachable from the server, or requests end with 403.13.',
  ],
  [
    /^verify revocation using cached client certificate only$/i,
    'Enabled, only lists that the server has already are asked.',
  ],
  [/^usage check$/i, 'Whether the purposes of a client certificate are looked at.'],
  [
    /^revocation freshness time$/i,
    'After so many seconds a newer revocation list is asked for although the old one is still valid; 0: when it ends.',
  ],
  [/^url retrieval timeout$/i, 'Milliseconds to wait for a revocation list; 0: what Windows takes by itself.'],
  [/^ctl identifier$/i, 'The list of trusted issuers that is sent to clients, if any.'],
  [/^ctl store name$/i, 'The store that holds the list of trusted issuers.'],
  [
    /^ds mapper usage$/i,
    'Whether HTTP.SYS looks for the account of a client certificate in Active Directory. Client certificates at Exchange need Enabled; IIS Manager sets it when mapping is turned on at server level, and tools that renew the certificate may lose it.',
  ],
  [
    /^negotiate client certificate$/i,
    'Enabled, every client is asked for a certificate in the handshake, whatever path it wants. Disabled, IIS asks after the handshake where a path demands it, which neither TLS 1.3 nor HTTP/2 allow.',
  ],
  [/^reject connections$/i, 'Enabled, connections to this address are turned away.'],
  [/^disable http\/?2$/i, 'Set, HTTP/2 is not offered. HTTP/2 forbids asking for a certificate after the handshake.'],
  [/^disable quic$/i, 'Set, HTTP/3 is not offered.'],
  [/^disable tls ?1\.2$/i, 'Set, TLS 1.2 is not offered.'],
  [
    /^disable tls ?1\.3$/i,
    'Set, TLS 1.3 is not offered. TLS 1.3 has no renegotiation, so a certificate that one path demands cannot be asked for.',
  ],
  [/^disable legacy tls versions$/i, 'Set, versions before TLS 1.2 are not offered.'],
  [/^disable ocsp stapling$/i, "Set, no revocation answer is sent along with the server's certificate."],
];

/** Markdown; undefined for a label that is not known, as those of a Windows in another language are. */
export function netshFieldMeaning(label: string): string | undefined {
  return MEANINGS.find(([pattern]) => pattern.test(label))?.[1];
}
