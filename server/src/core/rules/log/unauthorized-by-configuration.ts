// 401.2, again and again: no enabled authentication method signed the request in.
import { defineLogRule, hasStatus, logSources } from '../log-rule.js';

export default defineLogRule({
  id: 'log/unauthorized-by-configuration',
  severity: 'warning',
  title: 'No authentication method accepted',
  shows: '401.2 repeatedly, no method signs in',
  means:
    'No enabled authentication method authenticated the request (401.2), and the device does not succeed within a minute.',
  why: 'If Exchange validates certificates: DS Mapper Usage is disabled on the binding, often since a certificate renewal; certificate mapping is disabled on the virtual directory, often since Set-ActiveSyncVirtualDirectory was run; the certificate maps to no account; or another method, such as Basic authentication, is enabled as well and users get a password prompt. If a gateway validates certificates: Windows authentication is disabled or has no providers. If all devices fail, check the configuration; if one fails, its certificate and account.',
  fix: 'Enable Active Directory Client Certificate Authentication for the virtual directory and DS Mapper Usage for the binding; for one device, check the UPN and SID in its certificate.',
  advice: 'Check certificate mapping and DS Mapper Usage',
  sources: [logSources.statusCodes, logSources.strongMapping, logSources.seed],
  selects: hasStatus(401, 2),
  minimum: 3,
  setting: 'mapping',
  certificates: ['upn-missing', 'upn-malformed', 'no-strong-mapping'],
});
