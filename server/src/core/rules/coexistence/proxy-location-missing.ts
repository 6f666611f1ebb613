// The path that servers use among themselves has no location, so it signs in as ActiveSync does.
import { hasLocation } from '../../exchange/coexistence.js';
import { sections } from '../../exchange/sections.js';
import { truth } from '../../iis/truth.js';
import { proxyAsShipped } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'coexistence/proxy-location-missing',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'No location for Proxy',
    what: 'ActiveSync is an application of the front end or of a legacy server, and applicationHost.config has no `<location>` for `Microsoft-Server-ActiveSync/Proxy`. On the back end it is for `layout/back-end-active-sync-authentication`.',
    why: '`Proxy` then signs in as ActiveSync does (Basic as shipped) and not by Windows authentication, with which other Exchange servers come. Every server that Exchange has set up has the location.',
    fix: 'Write the location with Windows authentication, Negotiate and NTLM, everything else off.',
    symptom: 'Requests that another server passes on end with status 401.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync/Proxy" -section:system.webServer/security/authentication/windowsAuthentication /enabled:"True" /commit:apphost',
    ],
    uncertain: 'Whether requests take this way at all depends on the other servers; hence information.',
    sources: [sources.realServers, sources.seed],
  },
  messages: {
    missing:
      '{path}/Proxy has no location, so other servers would have to sign in as ActiveSync clients do. Write one.',
  },
  applies: ({ name, role }) => name === 'activeSyncProxy' && role !== 'backEnd',
  check(proxy, report) {
    const verdict = truth(!hasLocation(proxy));
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
