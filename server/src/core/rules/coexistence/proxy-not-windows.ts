// The path that servers use among themselves is not Windows authentication alone.
import { hasLocation } from '../../exchange/coexistence.js';
import { isNegotiate, offers } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, isOn, not, or, truth } from '../../iis/truth.js';
import { authentication, only, remedy } from '../support/fixes.js';
import { reportProviders } from '../support/provider-list.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'coexistence/proxy-not-windows',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows, sections.basic, sections.anonymous],
  docs: {
    title: 'Proxy not Windows-only',
    what: '`Microsoft-Server-ActiveSync/Proxy` has its own location on the front end, the back end, or a legacy server, and Windows authentication is disabled there, its own list of providers does not include `Negotiate`, or Basic or Anonymous authentication is enabled.',
    why: 'Exchange servers forward requests to each other through it, with a computer account and Kerberos. The Exchange default is Windows authentication only.',
    fix: 'Enable Windows authentication and disable every other method. `Proxy` is a folder that no cmdlet configures; only IIS tools change it.',
    symptom: 'Requests forwarded by another server end with status 401.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync/Proxy" -section:system.webServer/security/authentication/windowsAuthentication /enabled:"True" /commit:apphost',
    ],
    sources: [sources.seed, sources.virtualDirectories, sources.realServers],
  },
  messages: {
    windowsOff: '{path}: Windows authentication is disabled, so other Exchange servers cannot sign in. Enable it.',
    missing: '{path}: the Negotiate provider is missing, so Kerberos tickets of other servers are rejected. Add it.',
    otherOn:
      '{path}: {method} authentication is enabled, but other servers use Windows authentication only. Disable it.',
  },
  applies: (directory) => directory.name === 'activeSyncProxy' && hasLocation(directory),
  check(directory, report) {
    const { windows, configurationPath } = directory;
    const windowsOff = not(isOn(windows));
    const others = [
      { method: 'Basic', value: directory.basic, section: sections.basic },
      { method: 'Anonymous', value: directory.anonymous, section: sections.anonymous },
    ] as const;
    const on = others.filter(({ value }) => isOn(value) === 'yes');
    const remedies = remedy(
      'Use Windows authentication only',
      on.length > 0 ? 'yes' : 'no',
      ...authentication(directory, 'windows', true),
      ...only(directory, 'windows'),
    );
    if (windowsOff === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      const evidence = notes(
        at,
        [windows, 'Windows authentication is disabled here.'],
        ...on.map(({ method, value }) => [value, `${method} authentication is enabled here.`] as const),
      );
      report({ message: 'windowsOff', data: { path: configurationPath }, at, evidence, remedies });
    } else {
      for (const { method, value, section } of on) {
        const at = directory.placeOf(value, section);
        const evidence = notes(at, [value, `${method} authentication is enabled here.`]);
        report({ message: 'otherOn', data: { path: configurationPath, method }, at, evidence, remedies });
      }
    }
    // The list that it inherits on Exchange 2013 is judged at ActiveSync.
    const missing = and(
      truth(directory.owns(directory.providers)),
      offers(directory, (names) => names.length > 0 && !names.some(isNegotiate)),
    );
    if (missing === 'yes') reportProviders(report, directory, 'missing');
    return or(windowsOff, missing, ...others.map(({ value }) => isOn(value)));
  },
});
