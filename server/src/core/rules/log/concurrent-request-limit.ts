// 503.2: the application's limit of concurrent requests is reached.
import { defineLogRule, hasStatus, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/concurrent-request-limit',
  severity: 'warning',
  title: 'Concurrent request limit exceeded',
  shows: '503.2, too many concurrent requests',
  means: 'More requests were open than appConcurrentRequestLimit allows (503.2).',
  why: 'Each mobile device keeps a Ping request open for several minutes, so the number of devices is enough to reach the limit.',
  fix: 'Increase appConcurrentRequestLimit in serverRuntime, or distribute the mobile devices across more servers.',
  advice: 'Increase appConcurrentRequestLimit',
  sources: [logSources.statusCodes],
  selects: hasStatus(503, 2),
});
