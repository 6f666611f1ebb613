// The parameters of `netsh http add sslcert` by the labels of `netsh http show sslcert` (domain/06: netsh).

/**
 * netsh cannot change one setting of a record on every Windows, so the record is deleted and
 * added again with all that it had.
 */
export const netshParameters: readonly (readonly [label: string, parameter: string])[] = [
  ['Certificate Hash', 'certhash'],
  ['Application ID', 'appid'],
  ['Certificate Store Name', 'certstorename'],
  ['Verify Client Certificate Revocation', 'verifyclientcertrevocation'],
  ['Verify Revocation Using Cached Client Certificate Only', 'verifyrevocationwithcachedclientcertonly'],
  ['Usage Check', 'usagecheck'],
  ['Revocation Freshness Time', 'revocationfreshnesstime'],
  ['URL Retrieval Timeout', 'urlretrievaltimeout'],
  ['Ctl Identifier', 'sslctlidentifier'],
  ['Ctl Store Name', 'sslctlstorename'],
  ['DS Mapper Usage', 'dsmapperusage'],
  ['Negotiate Client Certificate', 'clientcertnegotiation'],
  ['Reject Connections', 'reject'],
  ['Disable HTTP2', 'disablehttp2'],
  ['Disable QUIC', 'disablequic'],
  ['Disable TLS1.2', 'disabletls12'],
  ['Disable TLS1.3', 'disabletls13'],
  ['Disable OCSP Stapling', 'disableocspstapling'],
  ['Enable Token Binding', 'enabletokenbinding'],
  ['Log Extended Events', 'logextendedevents'],
  ['Disable Legacy TLS Versions', 'disablelegacytls'],
];
