// 403.13 without a code that says "revoked": the revocation status could not be determined.
import { defineLogRule, hasCertificateStatus, logSources, win32Details } from '../log-rule.js';
import { isRevoked } from '../log-codes.js';

export default defineLogRule({
  id: 'log/revocation-check-failed',
  severity: 'warning',
  title: 'Revocation check failed',
  shows: '403.13, revocation could not be checked',
  means: 'HTTP.SYS rejected the client certificate because its revocation could not be checked (403.13).',
  why: 'Likely causes: the Exchange server cannot download the CRL, because of a proxy, the firewall, or an LDAP-only location; or the CRL that it finds has expired. The check runs as the computer, not as you.',
  fix: 'Run "certutil -verify -urlfetch <certificate>" as SYSTEM on the Exchange server, and make every CRL or OCSP location reachable. Publish a current CRL.',
  advice: 'Make the CRL reachable from the Exchange server',
  sources: [logSources.statusCodes, logSources.revocation],
  selects: hasCertificateStatus(13, (win32) => !isRevoked(win32)),
  details: win32Details({
    0x8009_2013: 'The revocation server was offline (0x80092013).',
    0x8009_2012: 'No CRL was found for the CA (0x80092012).',
    0x8009_2014: 'The certificate is not in the revocation database (0x80092014).',
  }),
  certificates: ['revocation-list-outdated', 'no-revocation-information'],
});
