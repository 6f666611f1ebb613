// Meanings of system.webServer/security/access and serverRuntime.
// Sources: iis-docs, access.md and serverRuntime.md; WMI class AccessSection; RFC 8446 for the missing renegotiation.
import type { Meanings } from './meanings.js';

const access = 'system.webServer/security/access';
const runtime = 'system.webServer/serverRuntime';

export const accessMeanings: Meanings = {
  [access]:
    'What a connection must have before a request to this path is answered: TLS, its strength, a client certificate.',
  [`${access}@sslFlags`]:
    'What the connection must have. The value replaces an inherited one as a whole: flags of a parent path are not added to it.',
  [`${access}@sslFlags=None`]: 'TLS is not required, and client certificates are ignored.',
  [`${access}@sslFlags=Ssl`]: 'TLS is required; a plain HTTP request is answered with 403.4.',
  [`${access}@sslFlags=SslNegotiateCert`]:
    'The server asks for a client certificate, and the client may decline ("Accept" in IIS Manager).',
  [`${access}@sslFlags=SslRequireCert`]:
    'A client certificate is required; without one the answer is 403.7. IIS Manager writes it together with SslNegotiateCert ("Require").',
  [`${access}@sslFlags=Ssl128`]: 'Encryption of at least 128 bits is required; otherwise the answer is 403.5.',

  [runtime]: 'How the server takes requests for this path: whether at all, how many at once, how much of a body ahead.',
  [`${runtime}@enabled`]: 'Whether content is served at this path.',
  [`${runtime}@appConcurrentRequestLimit`]: 'How many requests can be queued for an application at once.',
  [`${runtime}@maxRequestEntityAllowed`]: 'The largest request body in bytes.',
  [`${runtime}@uploadReadAheadSize`]:
    'How many bytes of a request body are read ahead. A body that is longer while a client certificate is still to be negotiated is answered with 413; large values where no certificate is required invite exhaustion of memory.',
  [`${runtime}@alternateHostName`]: 'The host name to use in redirections instead of the name of the computer.',
  [`${runtime}@enableNagling`]: "Whether TCP packets are held back until they are full (Nagle's algorithm).",
  [`${runtime}@frequentHitThreshold`]:
    'How often a URL must be requested within frequentHitTimePeriod to count as frequently hit.',
  [`${runtime}@frequentHitTimePeriod`]: 'The time in which frequentHitThreshold requests make a URL frequently hit.',
  [`${runtime}@authenticatedUserOverride`]: 'Whose identity modules get that impersonate.',
  [`${runtime}@authenticatedUserOverride=UseAuthenticatedUser`]: 'Modules get the identity of the authenticated user.',
  [`${runtime}@authenticatedUserOverride=UseWorkerProcessUser`]: 'Modules get the identity of the worker process.',
};
