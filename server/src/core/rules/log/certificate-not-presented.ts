// 403.7: the virtual directory requires a client certificate and the request brought none.
import { defineLogRule, hasCertificateStatus, logSources, win32Details } from '../log-rule.js';

export default defineLogRule({
  id: 'log/certificate-not-presented',
  severity: 'warning',
  title: 'Client certificate not presented',
  shows: '403.7, no client certificate presented',
  means: 'IIS required a client certificate, but the request had none (403.7).',
  why: 'Likely causes, in this order: the mobile device has no certificate; a gateway terminates TLS in front of Exchange; the device does not offer its certificate because of its EKU or the list of trusted issuers. If one device fails, check that device. If all devices fail, check what is in front of Exchange.',
  fix: 'Check that the certificate is installed on the mobile device with its private key. If all devices fail, pass TLS through to Exchange, or configure Exchange for a gateway that validates certificates.',
  advice: 'Check the certificate on the device and what terminates TLS',
  sources: [logSources.statusCodes, logSources.seed],
  selects: hasCertificateStatus(7),
  details: win32Details({ 64: 'Some clients closed the connection when IIS requested the certificate (64).' }),
  setting: 'certificateRequired',
  certificates: ['client-authentication-missing'],
});
