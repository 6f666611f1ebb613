// 449 without end: the mobile device never gets past provisioning.
import { defineLogRule, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/provisioning-loop',
  severity: 'warning',
  title: 'Provisioning never completes',
  shows: '449 repeatedly, provisioning never completes',
  means:
    'Exchange requires the mobile device to provision (449, or DeviceNotProvisioned behind 200), and no other command from the device succeeds afterwards.',
  why: 'The device does not accept the mailbox policy: it cannot apply a setting, or the user has not confirmed it. A 449 followed by a success is normal.',
  fix: 'Check the mobile device mailbox policy of the user, and what the device asks the user to confirm. Remove the account from the device and add it again.',
  advice: 'Check the mailbox policy on the device',
  sources: [logSources.activeSync, logSources.activeSyncCommands],
  selects: (signature) => signature.kind === 'provisioningLoop',
  minimum: 3,
});
