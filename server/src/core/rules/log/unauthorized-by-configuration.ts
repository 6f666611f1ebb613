// 401.2, again and again: no enabled authentication method signed the request in.
import { defineLogRule, hasStatus, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/unauthorized-by-configuration',
  severity: 'warning',
  title: 'No authentication method accepted',
  shows: '401.2 repeatedly, no method signs in',
  means: 'No enabled authentication method signed the request in (401.2), and the device does not succeed afterwards.',
  why: 'With client certificates at Exchange: DS Mapper Usage is disabled on the binding, often since the server certificate was renewed; certificate mapping is disabled at the virtual directory, often since Set-ActiveSyncVirtualDirectory was run; or the certificate maps to no account. Behind a gateway: Windows authentication is disabled or has no providers. All devices: check the configuration. One device: check its certificate and account.',
  fix: 'Enable Active Directory Client Certificate Authentication for the virtual directory and DS Mapper Usage for the binding; for one device, check the UPN and SID in its certificate.',
  advice: 'Check certificate mapping and DS Mapper Usage',
  sources: [logSources.statusCodes, logSources.strongMapping, logSources.seed],
  selects: hasStatus(401, 2),
  minimum: 3,
  setting: 'mapping',
});
