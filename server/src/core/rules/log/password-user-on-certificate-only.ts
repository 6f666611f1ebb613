// HttpProxy: users sign in with a password where other requests are rejected for their client certificate.
import type { Occurrence } from '../../logs/summary/occurrence.js';
import type { LogSummary } from '../../logs/summary/summary.js';
import { certificateSubstatuses } from '../../logs/requests/request-facts.js';
import { defineLogRule, logSources } from '../log-rule.js';

function occurrence({ byStatus, passwords }: LogSummary): Occurrence | null {
  const requires = byStatus.some(
    ({ status, substatus }) => status === 403 && substatus !== null && certificateSubstatuses.includes(substatus),
  );
  const [earliest] = [...passwords].sort((a, b) => a.first - b.first);
  if (!requires || earliest === undefined) return null;
  return {
    count: passwords.reduce((sum, { count }) => sum + count, 0),
    devices: Math.max(...passwords.map(({ devices }) => devices)),
    clients: 0,
    onlyClient: null,
    servers: [...passwords].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    first: earliest.first,
    last: Math.max(...passwords.map(({ last }) => last)),
    example: earliest.example,
    signatures: new Map(),
    failing: [],
  };
}

export default defineLogRule({
  id: 'log/password-user-on-certificate-only',
  severity: 'information',
  title: 'Password sign-in alongside certificates',
  shows: 'HttpProxy AuthenticationType Basic, signed in with a password',
  means:
    'HttpProxy logs show successful requests with AuthenticationType Basic, while IIS rejects other ActiveSync requests because of client certificates.',
  why: 'Basic authentication is still enabled on ActiveSync, or these requests are from a server or a time that did not require client certificates.',
  fix: 'If users must sign in with certificates only, disable Basic authentication on the ActiveSync virtual directory.',
  advice: 'Check Basic authentication on ActiveSync',
  sources: [logSources.httpProxy],
  uncertain: 'Which AuthenticationType HttpProxy logs for a client certificate is not documented.',
  occurrence,
});
