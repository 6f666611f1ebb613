// Written by `npm run generate` from the files beside it: the rules about logs, sorted by id.
import logActiveSyncRefused from './log/active-sync-refused.js';
import logApplicationPoolUnavailable from './log/application-pool-unavailable.js';
import logBackEndFailed from './log/back-end-failed.js';
import logCertificateExpired from './log/certificate-expired.js';
import logCertificateNotPresented from './log/certificate-not-presented.js';
import logCertificateRevoked from './log/certificate-revoked.js';
import logCertificateUntrusted from './log/certificate-untrusted.js';
import logConcurrentRequestLimit from './log/concurrent-request-limit.js';
import logConfigurationError from './log/configuration-error.js';
import logFieldsMissing from './log/fields-missing.js';
import logLogonFailed from './log/logon-failed.js';
import logMapperDenied from './log/mapper-denied.js';
import logNoActiveSyncRequests from './log/no-active-sync-requests.js';
import logPasswordUserOnCertificateOnly from './log/password-user-on-certificate-only.js';
import logProvisioningLoop from './log/provisioning-loop.js';
import logRequestBodyTooLarge from './log/request-body-too-large.js';
import logRequestHeadersTooLong from './log/request-headers-too-long.js';
import logRequestLoop from './log/request-loop.js';
import logRevocationCheckFailed from './log/revocation-check-failed.js';
import logSslRequired from './log/ssl-required.js';
import logTls13Renegotiation from './log/tls13-renegotiation.js';
import logUnauthorizedByConfiguration from './log/unauthorized-by-configuration.js';
import type { LogRule } from './log-rule.js';

export const logRules: readonly LogRule[] = [
  logActiveSyncRefused,
  logApplicationPoolUnavailable,
  logBackEndFailed,
  logCertificateExpired,
  logCertificateNotPresented,
  logCertificateRevoked,
  logCertificateUntrusted,
  logConcurrentRequestLimit,
  logConfigurationError,
  logFieldsMissing,
  logLogonFailed,
  logMapperDenied,
  logNoActiveSyncRequests,
  logPasswordUserOnCertificateOnly,
  logProvisioningLoop,
  logRequestBodyTooLarge,
  logRequestHeadersTooLong,
  logRequestLoop,
  logRevocationCheckFailed,
  logSslRequired,
  logTls13Renegotiation,
  logUnauthorizedByConfiguration,
];
