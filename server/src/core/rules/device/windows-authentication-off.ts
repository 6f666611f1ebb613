// The device cannot sign in: Windows authentication is off.
import { activeSyncBehindDevice } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn, not } from '../../iis/truth.js';
import { authentication, providers, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/windows-authentication-off',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Windows authentication off behind a device',
    what: 'The termination is set to `device` by hand, and Windows authentication is off at ActiveSync.',
    why: 'The device presents a Kerberos ticket in the name of the user. Only Windows authentication takes it.',
    fix: 'Turn Windows authentication on, with the providers Negotiate and NTLM. The fix writes the providers too where the list is another one: Exchange 2016 and 2019 ship an empty one.',
    symptom: 'Every request from the device ends with status 401.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $false -WindowsAuthEnabled $true -ClientCertAuth Ignore',
    ],
    sources: [sources.seed, sources.setActiveSync],
  },
  messages: {
    off: '{path}: Windows authentication is off, and the device signs in with a Kerberos ticket. Turn it on.',
  },
  applies: activeSyncBehindDevice,
  check(directory, report) {
    const { windows, configurationPath } = directory;
    const verdict = not(isOn(windows));
    if (verdict === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      report({
        message: 'off',
        data: { path: configurationPath },
        at,
        evidence: remarks(at, [windows, 'Windows authentication is off here.']),
        remedies: remedy(
          'Turn Windows authentication on',
          'no',
          ...authentication(directory, 'windows', true),
          ...providers(directory),
        ),
      });
    }
    return verdict;
  },
});
