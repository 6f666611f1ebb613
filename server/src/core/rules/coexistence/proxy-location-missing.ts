// The path that servers use among themselves has no location, so it signs in as ActiveSync does.
import { hasLocation } from '../../exchange/coexistence.js';
import { sections } from '../../sign-in/sections.js';
import { proxyAsShipped } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'coexistence/proxy-location-missing',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Proxy location missing',
    what: 'ActiveSync is an application of the front end or of a legacy server, but applicationHost.config has no `<location>` for `Microsoft-Server-ActiveSync/Proxy`. For the back end, see `layout/back-end-active-sync-authentication`.',
    why: '`Proxy` then uses the authentication settings of ActiveSync (Basic by default) instead of Windows authentication, which other Exchange servers use. Every server set up by Exchange has this location.',
    fix: 'Add the location with Windows authentication, Negotiate, and NTLM, and every other method disabled.',
    symptom: 'Requests forwarded by another server end with status 401.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync/Proxy" -section:system.webServer/security/authentication/windowsAuthentication /enabled:"True" /commit:apphost',
    ],
    uncertain: 'Whether other servers forward requests this way depends on those servers, so this is information.',
    sources: [sources.realServers, sources.seed],
  },
  messages: {
    missing: 'No <location> for {path}/Proxy, so other Exchange servers get the client settings. Add the location.',
  },
  applies: ({ name, role, isOfSecondFrontEnd }) =>
    name === 'activeSyncProxy' && role !== 'backEnd' && !isOfSecondFrontEnd,
  check(proxy, report) {
    const { isCut } = proxy.server.configuration.applicationHost;
    const verdict = hasLocation(proxy) ? 'no' : isCut ? 'unknown' : 'yes';
    const activeSync = proxy.server.find('activeSync', proxy.role);
    if (verdict === 'yes' && activeSync) {
      report({
        message: 'missing',
        data: { path: activeSync.configurationPath },
        at: activeSync.place(),
        remedies: [proxyAsShipped(proxy)],
      });
    }
    return verdict;
  },
});
