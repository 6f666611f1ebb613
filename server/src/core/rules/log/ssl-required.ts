// 403.4: a request without TLS reached a virtual directory that requires it.
import { defineLogRule, hasStatus, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/ssl-required',
  severity: 'warning',
  title: 'Request without SSL',
  shows: '403.4, SSL is required',
  means: 'A request came over HTTP to a virtual directory that requires SSL (403.4).',
  why: 'Likely causes: a load balancer or gateway terminates TLS and forwards HTTP, or the mobile device is configured without SSL. If all requests come from one address, check which device has that address.',
  fix: 'Forward requests over HTTPS, or configure the mobile device to use SSL. IIS receives client certificates only over TLS.',
  advice: 'Forward requests over HTTPS',
  sources: [logSources.statusCodes],
  selects: hasStatus(403, 4),
  setting: 'sslRequired',
});
