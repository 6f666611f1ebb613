// HttpProxy: the back end answered the front end with a server error.
import type { Occurrence } from '../../logs/summary/occurrence.js';
import { occurrenceOf } from '../../logs/summary/occurrence.js';
import type { LogSummary } from '../../logs/summary/summary.js';
import type { Signature } from '../../logs/summary/signature.js';
import { defineLogRule, logSources } from '../log-rule.js';

const selects = (signature: Signature): boolean => signature.kind === 'backEnd';

/** A 500 that occurs once is ordinary. */
function occurrence(summary: LogSummary): Occurrence | null {
  const found = occurrenceOf(summary, selects);
  const single =
    found?.count === 1 && [...found.signatures.keys()].every((one) => one.kind === 'backEnd' && one.status === 500);
  return single ? null : found;
}

export default defineLogRule({
  id: 'log/back-end-failed',
  severity: 'error',
  title: 'Back end failed',
  shows: 'HttpProxy BackEndStatus 5xx, the back end failed',
  means: 'The front end passed the request on, but the back end returned a server error.',
  why: 'The mailbox server or its application pool is unavailable, or the back end rejects the front end. See ErrorCode and GenericErrors in the same row.',
  fix: 'Check the mailbox server that the row names in TargetServer, its application pool MSExchangeSyncAppPool, and its IIS log of site 2.',
  advice: 'Check the target server of these rows',
  sources: [logSources.seed],
  selects,
  occurrence,
});
