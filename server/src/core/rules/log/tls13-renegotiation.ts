// 500.0 with "not supported": IIS cannot ask for a certificate after the request has begun.
import { defineLogRule, hasStatus, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/tls13-renegotiation',
  severity: 'warning',
  title: 'Client certificate over TLS 1.3',
  shows: '500.0 with Win32 50, TLS 1.3 cannot request one later',
  means: 'IIS could not request the client certificate after the request had begun (500.0 with "not supported").',
  why: 'TLS 1.3 has no renegotiation, and Windows Server 2025 returns this status when the virtual directory requests a certificate. Clients that use TLS 1.2 are not affected.',
  fix: 'Configure HTTP.SYS to negotiate client certificates in the handshake (clientcertnegotiation=enable on the binding), or disable TLS 1.3 for the binding.',
  advice: 'Negotiate certificates in the handshake or disable TLS 1.3',
  sources: [logSources.tls13],
  selects: hasStatus(500, 0, ({ win32 }) => win32 === 50 || win32 === 0x8007_0032),
  setting: 'binding',
});
