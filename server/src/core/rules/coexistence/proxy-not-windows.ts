// The path that servers use among themselves is not Windows authentication alone.
import { hasLocation } from '../../exchange/coexistence.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn, not, or } from '../../iis/truth.js';
import { authentication, only, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'coexistence/proxy-not-windows',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows, sections.basic, sections.anonymous],
  docs: {
    title: 'Proxy without Windows authentication alone',
    what: '`Microsoft-Server-ActiveSync/Proxy` has a location of its own, in the front end, the back end or a legacy server, and Windows authentication is off there, or Basic or Anonymous is on.',
    why: 'It is where one Exchange server passes requests on to another, signed in as a computer by Kerberos. Exchange ships it with Windows authentication and nothing else.',
    fix: 'Turn Windows authentication on and everything else off. It is a folder, which no cmdlet knows; only IIS tools change it.',
    symptom: 'Requests that another server passes on end with status 401.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync/Proxy" -section:system.webServer/security/authentication/windowsAuthentication /enabled:"True" /commit:apphost',
    ],
    sources: [sources.seed, sources.virtualDirectories, sources.realServers],
  },
  messages: {
    windowsOff: '{path}: Windows authentication is off, with which other servers sign in here. Turn it on.',
    otherOn: '{path}: {method} is on, but other servers sign in here by Windows authentication only. Turn it off.',
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
      'Let other servers sign in by Windows authentication only',
      on.length > 0 ? 'yes' : 'no',
      ...authentication(directory, 'windows', true),
      ...only(directory, 'windows'),
    );
    if (windowsOff === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      const evidence = remarks(
        at,
        [windows, 'Windows authentication is off here.'],
        ...on.map(({ method, value }) => [value, `${method} is on here.`] as const),
      );
      report({ message: 'windowsOff', data: { path: configurationPath }, at, evidence, remedies });
    } else {
      for (const { method, value, section } of on) {
        const at = directory.placeOf(value, section);
        const evidence = remarks(at, [value, `${method} is on here.`]);
        report({ message: 'otherOn', data: { path: configurationPath, method }, at, evidence, remedies });
      }
    }
    return or(windowsOff, ...others.map(({ value }) => isOn(value)));
  },
});
