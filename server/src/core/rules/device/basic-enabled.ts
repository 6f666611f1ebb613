// Basic authentication is on where a device signs in.
import { activeSyncBehindDevice } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn } from '../../iis/truth.js';
import { authentication, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/basic-enabled',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.basic],
  docs: {
    title: 'Basic authentication behind a device',
    what: 'A device takes the certificate, and Basic authentication is on at ActiveSync.',
    why: 'The device signs in by Kerberos delegation, for which Windows authentication is to be the only method. With Basic beside it, users are asked for a password, and whoever reaches Exchange past the device can use one.',
    fix: 'Turn Basic off, best with the cmdlet. The fix is to be reviewed, because it ends the sign-in of everyone who still uses a password there.',
    symptom: 'Devices ask for a password.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $false',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/basicAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    on: '{path}: Basic is on, but a device signs in by Windows authentication only. Turn it off.',
  },
  applies: activeSyncBehindDevice,
  check(directory, report) {
    const { basic, windows, configurationPath } = directory;
    const verdict = isOn(basic);
    if (verdict === 'yes') {
      const at = directory.placeOf(basic, sections.basic);
      report({
        message: 'on',
        data: { path: configurationPath },
        at,
        evidence: remarks(
          at,
          [basic, 'Basic is on here.'],
          ...(isOn(windows) === 'yes' ? [[windows, 'Windows authentication is on here.'] as const] : []),
        ),
        remedies: remedy('Turn Basic authentication off', 'yes', ...authentication(directory, 'basic', false)),
      });
    }
    return verdict;
  },
});
