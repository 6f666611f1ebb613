// 403.13 with a code that says that the certificate is on a revocation list.
import { defineLogRule, hasCertificateStatus, logSources } from '../log-rule.js';
import { isRevoked } from '../log-codes.js';

export default defineLogRule({
  id: 'log/certificate-revoked',
  severity: 'warning',
  title: 'Client certificate revoked',
  shows: '403.13, the client certificate is revoked',
  means: 'The CA has revoked the client certificate (403.13 with 0x80092010 or 0x800B010C).',
  why: 'The CRL or OCSP responder lists this certificate as revoked. The mobile device sends an old certificate, or the certificate was revoked by mistake.',
  fix: 'Issue a new certificate to the user and remove the revoked one from the mobile device.',
  advice: 'Issue a new certificate',
  sources: [logSources.statusCodes, logSources.revocation],
  selects: hasCertificateStatus(13, isRevoked),
  certificates: ['revoked'],
});
