// 403.17: the client certificate is outside its validity.
import { defineLogRule, hasCertificateStatus, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/certificate-expired',
  severity: 'warning',
  title: 'Client certificate expired',
  shows: '403.17, the client certificate is not valid now',
  means: 'The client certificate has expired or is not yet valid (403.17).',
  why: 'The certificate on the mobile device was not renewed, the device still sends the old one, or the clock of the server is wrong. The log does not show whether it has expired or is not yet valid.',
  fix: 'Renew the certificate and install it on the mobile device. If all devices fail at once, check the clock of the server.',
  advice: 'Renew the certificate on the device',
  sources: [logSources.statusCodes],
  selects: hasCertificateStatus(17),
  certificates: ['expired', 'not-yet-valid'],
});
