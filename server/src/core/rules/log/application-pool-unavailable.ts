// HTTPERR: HTTP.SYS itself answers 503, or the worker process left its connections.
import { defineLogRule, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/application-pool-unavailable',
  severity: 'error',
  title: 'Application pool unavailable',
  shows: 'HTTPERR 503 or abandoned, the application pool is unavailable',
  means: 'HTTP.SYS had no application pool for ActiveSync requests; the IIS log does not contain these requests.',
  why: 'The reason in the HTTPERR log shows the cause: AppOffline or Disabled if the pool is stopped, QueueFull if its queue is full, Connection_Abandoned_By_AppPool if the worker process ended.',
  fix: 'Start the application pool MSExchangeSyncAppPool, and check the System and Application event logs for the reason why it stopped.',
  advice: 'Check MSExchangeSyncAppPool',
  sources: [logSources.httperr],
  selects: (signature) =>
    signature.kind === 'httperr' &&
    (signature.status === 503 || /^Connection_Abandoned_By_AppPool$/i.test(signature.reason)),
  details: ({ signatures }) => {
    const reasons = [...signatures.keys()].flatMap((one) => (one.kind === 'httperr' ? [one.reason] : []));
    return [`Reason: ${[...new Set(reasons)].sort().join(', ')}.`];
  },
});
