// Meanings of system.webServer/security/access and serverRuntime. Sources: iis-docs, access.md and
// serverRuntime.md; WMI class AccessSection; RFC 8446 for the missing renegotiation.
import type { Meanings } from './meaning-table.js';

const access = 'system.webServer/security/access';
const runtime = 'system.webServer/serverRuntime';

export const accessMeanings: Meanings = {
  [access]:
    'What a connection needs before IIS serves a request for this path: TLS, its strength, a client certificate.',
  [`${access}@sslFlags`]:
    'What the connection needs. The value replaces an inherited value completely: flags of a parent path are not added.',
  [`${access}@sslFlags=None`]: 'TLS is not required, and client certificates are ignored.',
  [`${access}@sslFlags=Ssl`]: 'TLS is required; IIS answers plain HTTP requests with 403.4.',
  [`${access}@sslFlags=SslNegotiateCert`]:
    'The server requests a client certificate, and the client may decline ("Accept" in IIS Manager).',
  [`${access}@sslFlags=SslRequireCert`]:
    'A client certificate is required; without one, IIS answers 403.7. IIS Manager sets it together with SslNegotiateCert ("Require").',
  [`${access}@sslFlags=Ssl128`]: 'Encryption of at least 128 bits is required; otherwise IIS answers 403.5.',

  [runtime]:
    'How IIS accepts requests for this path: whether it serves them, how many at the same time, and how much of the body it reads ahead.',
  [`${runtime}@enabled`]: 'Whether IIS serves content at this path.',
  [`${runtime}@appConcurrentRequestLimit`]: 'The number of requests that can be queued for an application.',
  [`${runtime}@maxRequestEntityAllowed`]: 'The largest request body in bytes.',
  [`${runtime}@uploadReadAheadSize`]:
    'How many bytes of a request body IIS reads ahead. While a client certificate must still be negotiated, a longer body ends with 413; large values where no certificate is required allow memory exhaustion.',
  [`${runtime}@alternateHostName`]: 'The host name to use in redirections instead of the name of the computer.',
  [`${runtime}@enableNagling`]: "Whether TCP packets are delayed until they are full (Nagle's algorithm).",
  [`${runtime}@frequentHitThreshold`]:
    'How often a URL must be requested within frequentHitTimePeriod to count as frequently hit.',
  [`${runtime}@frequentHitTimePeriod`]: 'The time in which frequentHitThreshold requests make a URL frequently hit.',
  [`${runtime}@authenticatedUserOverride`]: 'Which identity impersonating modules get.',
  [`${runtime}@authenticatedUserOverride=UseAuthenticatedUser`]: 'Modules get the identity of the authenticated user.',
  [`${runtime}@authenticatedUserOverride=UseWorkerProcessUser`]: 'Modules get the identity of the worker process.',
};
