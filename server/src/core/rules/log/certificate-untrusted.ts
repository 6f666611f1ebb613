// 403.16: the chain of the client certificate is not trusted by the server.
import { defineLogRule, hasCertificateStatus, logSources, win32Details } from '../log-rule.js';

export default defineLogRule({
  id: 'log/certificate-untrusted',
  severity: 'warning',
  title: 'Client certificate not trusted',
  shows: '403.16, the client certificate is not trusted',
  means: 'HTTP.SYS did not trust the client certificate (403.16).',
  why: 'If all devices fail at once, a certificate that is not self-signed was probably added to Trusted Root Certification Authorities. If some fail, their root or an intermediate CA is missing on the server, or they send a different certificate.',
  fix: 'On the Exchange server, add the root CA to Trusted Root Certification Authorities and the intermediate CA to Intermediate Certification Authorities of the computer; move what is not self-signed out of Trusted Root.',
  advice: 'Check the root and intermediate CAs on the server',
  sources: [logSources.statusCodes, logSources.untrustedRoot],
  selects: hasCertificateStatus(16),
  details: win32Details({
    0x800b_0109: 'The root is not trusted (0x800B0109).',
    0x800b_010a: 'The chain could not be built; an intermediate CA is probably missing (0x800B010A).',
    0x800b_0110: 'The certificate is not valid for client authentication (0x800B0110).',
    0x800b_0112: 'A CA of the chain is not trusted by the policy; check the NTAuth store (0x800B0112).',
  }),
  certificates: [
    'chain-incomplete',
    'chain-invalid',
    'root-not-self-signed',
    'self-signed-client',
    'client-authentication-missing',
  ],
});
