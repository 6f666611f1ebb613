// ActiveSync on the back end signs in otherwise than Exchange ships it.
import { hasLocation } from '../../exchange/coexistence.js';
import { sections } from '../../exchange/sections.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { remarks } from '../../exchange/virtual-directory.js';
import type { Truth } from '../../iis/truth.js';
import { isOn, not, or } from '../../iis/truth.js';
import { authentication, proxyAsShipped, remedy } from '../fixes.js';
import type { Reporter } from '../rule.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'layout/back-end-active-sync-authentication',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.basic, sections.windows],
  docs: {
    title: 'ActiveSync on the back end changed',
    what: 'On `Exchange Back End/Microsoft-Server-ActiveSync` Basic is off or Windows authentication is on. Or the folder `Proxy` below it has lost its location, and with it Windows authentication; what a location there says is for `coexistence/proxy-not-windows`.',
    why: 'Exchange ships Basic there and nothing else; the front end uses the folder `Proxy`. A change there comes mostly from applying the procedure to the wrong site.',
    fix: 'Restore what Exchange ships: Basic on, Windows authentication off, and for `Proxy` a location with Windows authentication alone.',
    commands: [
      'Get-ActiveSyncVirtualDirectory -Server <server> -ShowMailboxVirtualDirectories | Format-List Name, *Auth*',
      'appcmd set config "Exchange Back End/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/basicAuthentication /enabled:"True" /commit:apphost',
    ],
    uncertain: 'That the change breaks the hop from the front end is inferred from what every real server has there.',
    sources: [sources.virtualDirectories, sources.realServers],
  },
  messages: {
    basicOff:
      '{path}: Basic is off, which Exchange ships on here; the procedure is for Default Web Site only. Turn it on.',
    windowsOn: '{path}: Windows authentication is on, which Exchange ships off here. Turn it off.',
    proxyLost:
      '{path} has no location, so Windows authentication, with which the front end signs in there, is off. Write one.',
  },
  applies: (directory) =>
    directory.role === 'backEnd' &&
    (directory.name === 'activeSync'
      ? directory.application !== undefined
      : directory.name === 'activeSyncProxy' && !hasLocation(directory)),
  check(directory, report) {
    if (directory.name === 'activeSyncProxy') return lostProxy(directory, report);
    const { basic, windows, configurationPath: path } = directory;
    const basicOff = not(isOn(basic));
    const windowsOn = isOn(windows);
    if (basicOff === 'yes') {
      const at = directory.placeOf(basic, sections.basic);
      const remedies = remedy('Turn Basic authentication on', 'no', ...authentication(directory, 'basic', true));
      report({ message: 'basicOff', data: { path }, at, remedies });
    }
    if (windowsOn === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      const remedies = remedy('Turn Windows authentication off', 'no', ...authentication(directory, 'windows', false));
      report({ message: 'windowsOn', data: { path }, at, remedies });
    }
    return or(basicOff, windowsOn);
  },
});

/** It inherits the sign-in of ActiveSync, which is Basic as shipped. */
function lostProxy(proxy: VirtualDirectory, report: Reporter): Truth {
  const verdict = not(isOn(proxy.windows));
  if (verdict === 'yes') {
    const at = (proxy.server.find('activeSync', 'backEnd') ?? proxy).place();
    report({
      message: 'proxyLost',
      data: { path: proxy.configurationPath },
      at,
      evidence: remarks(at, [proxy.windows, 'Windows authentication is off here.']),
      remedies: [proxyAsShipped(proxy)],
    });
  }
  return verdict;
}
