// More than 60 requests of one device within a minute.
import { defineLogRule, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/request-loop',
  severity: 'warning',
  title: 'Too many requests from device',
  shows: 'more than 60 requests within a minute',
  means: 'A mobile device sent more than 60 requests within a minute.',
  why: 'The device repeats a request that never succeeds because of a rejected sign-in, a damaged item, or a problem in its mail app. The statuses of these requests show which.',
  fix: 'First check the status of the repeated request. If the requests succeed, remove the account from the device, add it again, and update its mail app.',
  advice: 'Look at the request that the device repeats',
  sources: [logSources.loops],
  selects: (signature) => signature.kind === 'requestLoop',
});
