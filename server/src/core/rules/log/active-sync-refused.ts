// 403.0, or a refusal behind an HTTP 200: Exchange, not IIS, rejects the user or the device.
import { defineLogRule, hasStatus, logSources } from '../log-rule.js';

const refusedErrors = ['UserDisabledForSync', 'DeviceIsBlockedForThisUser', 'AccountDisabled'];
const byStatus = hasStatus(403, 0);

export default defineLogRule({
  id: 'log/active-sync-refused',
  severity: 'warning',
  title: 'Refused by Exchange',
  shows: '403.0 or an error of the back end, Exchange rejects it',
  means: 'IIS accepted the request, but Exchange rejected it.',
  why: 'ActiveSync is disabled for the mailbox, the account has no mailbox or is disabled, or the mobile device is blocked or in quarantine. The back end logs the reason.',
  fix: 'Check Get-CASMailbox (ActiveSyncEnabled) and Get-MobileDevice (DeviceAccessState) for the user, and allow the mobile device.',
  advice: 'Check the mailbox and the access state of the device',
  sources: [logSources.activeSync, logSources.activeSyncCommands],
  uncertain: 'It is inferred, not documented, that substatus 0 always comes from Exchange.',
  selects: (signature) =>
    byStatus(signature) || (signature.kind === 'activeSync' && refusedErrors.includes(signature.error)),
  details: ({ signatures }) =>
    [...signatures.keys()].flatMap((signature) =>
      signature.kind === 'activeSync' ? [`The back end logs ${signature.error}.`] : [],
    ),
});
