// ActiveSync on the back end signs in otherwise than Exchange ships it.
import { hasLocation } from '../../exchange/coexistence.js';
import { sections } from '../../sign-in/sections.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { notes } from '../../exchange/virtual-directory.js';
import type { Truth } from '../../iis/truth.js';
import { isOn, not, or } from '../../iis/truth.js';
import { authentication, proxyAsShipped, remedy } from '../support/fixes.js';
import type { Reporter } from '../rule.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'layout/back-end-active-sync-authentication',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.basic, sections.windows],
  docs: {
    title: 'Back-end ActiveSync authentication changed',
    what: 'On `Exchange Back End/Microsoft-Server-ActiveSync`, Basic authentication is disabled or Windows authentication is enabled. Or `Proxy` below it no longer has its location, and therefore no Windows authentication; `coexistence/proxy-not-windows` checks such a location.',
    why: 'The Exchange default is Basic authentication only; the front end uses the `Proxy` folder. A change is usually the result of applying the procedure to the wrong site.',
    fix: 'Restore the Exchange defaults: Basic authentication enabled, Windows authentication disabled, and a location for `Proxy` with Windows authentication only.',
    commands: [
      'Get-ActiveSyncVirtualDirectory -Server <server> -ShowMailboxVirtualDirectories | Format-List Name, *Auth*',
      'appcmd set config "Exchange Back End/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/basicAuthentication /enabled:"True" /commit:apphost',
    ],
    uncertain:
      'It is inferred from the settings of real servers, and not documented, that the change breaks requests from the front end.',
    sources: [sources.virtualDirectories, sources.realServers],
  },
  messages: {
    basicOff: '{path}: Basic authentication is disabled, but the Exchange default is enabled. Enable it.',
    windowsOn: '{path}: Windows authentication is enabled; the Exchange default is disabled. Disable it.',
    proxyLost:
      'No <location> for {path}, so Windows authentication, which the front end uses there, is disabled. Add it.',
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
      const remedies = remedy('Enable Basic authentication', 'no', ...authentication(directory, 'basic', true));
      report({ message: 'basicOff', data: { path }, at, remedies });
    }
    if (windowsOn === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      const remedies = remedy('Disable Windows authentication', 'yes', ...authentication(directory, 'windows', false));
      report({ message: 'windowsOn', data: { path }, at, remedies });
    }
    return or(basicOff, windowsOn);
  },
});

/** It inherits the sign-in of ActiveSync, which is Basic by default. */
function lostProxy(proxy: VirtualDirectory, report: Reporter): Truth {
  const verdict = not(isOn(proxy.windows));
  if (verdict === 'yes') {
    const at = (proxy.server.find('activeSync', 'backEnd') ?? proxy).place();
    report({
      message: 'proxyLost',
      data: { path: proxy.configurationPath },
      at,
      evidence: notes(at, [proxy.windows, 'Windows authentication is disabled here.']),
      remedies: [proxyAsShipped(proxy)],
    });
  }
  return verdict;
}
