// Meanings of system.webServer/security/access and serverRuntime. Sources: iis-docs, access.md and
// serverRuntime.md; WMI class AccessSection; RFC 8446 for the missing renegotiation.
import type { Meanings } from './meaning-table.js';

const access = 'system.webServer/security/access';
const runtime = 'system.webServer/serverRuntime';

export const accessMeanings: Meanings = {
  [access]: 'The requirements for a connection to this path: TLS, its strength, and a client certificate.',
  [`${access}@sslFlags`]:
    'The requirements for a connection. The value replaces an inherited value completely; flags of a parent path are not added.',
  [`${access}@sslFlags=None`]: 'TLS is not required, and client certificates are ignored.',
  [`${access}@sslFlags=Ssl`]: 'TLS is required; for HTTP requests, IIS returns 403.4.',
  [`${access}@sslFlags=SslNegotiateCert`]:
    'The server requests a client certificate, and the client may decline ("Accept" in IIS Manager).',
  [`${access}@sslFlags=SslRequireCert`]:
    'A client certificate is required; without one, IIS returns 403.7. IIS Manager sets it together with SslNegotiateCert ("Require").',
  [`${access}@sslFlags=Ssl128`]: 'Encryption of at least 128 bits is required; otherwise, IIS returns 403.5.',

  [runtime]:
    'How IIS accepts requests for this path: whether it serves them, how many at a time, and how much of the body it reads ahead.',
  [`${runtime}@enabled`]: 'Whether IIS serves content at this path.',
  [`${runtime}@appConcurrentRequestLimit`]: 'The number of requests that can be queued for an application.',
  [`${runtime}@maxRequestEntityAllowed`]: 'The largest request body in bytes.',
  [`${runtime}@uploadReadAheadSize`]:
    'The number of bytes of a request body that IIS reads ahead. If IIS has yet to request the client certificate, a longer body fails with 413. Where no certificate is required, a large value lets clients fill memory.',
  [`${runtime}@alternateHostName`]: 'The host name to use in redirections instead of the name of the computer.',
  [`${runtime}@enableNagling`]: "Whether TCP packets are delayed until they are full (Nagle's algorithm).",
  [`${runtime}@frequentHitThreshold`]:
    'The number of requests within frequentHitTimePeriod that make a URL frequently hit.',
  [`${runtime}@frequentHitTimePeriod`]:
    'The time within which frequentHitThreshold requests make a URL frequently hit.',
  [`${runtime}@authenticatedUserOverride`]: 'The identity that impersonating modules use.',
  [`${runtime}@authenticatedUserOverride=UseAuthenticatedUser`]: 'Modules use the identity of the authenticated user.',
  [`${runtime}@authenticatedUserOverride=UseWorkerProcessUser`]: 'Modules use the identity of the worker process.',
};
