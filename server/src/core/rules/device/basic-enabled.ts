// Basic authentication is enabled where a device signs in.
import { activeSyncBehindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn } from '../../iis/truth.js';
import { authentication, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/basic-enabled',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.basic],
  docs: {
    title: 'Basic authentication behind a gateway',
    what: 'A gateway validates client certificates, and Basic authentication is enabled on ActiveSync.',
    why: 'Kerberos constrained delegation needs Windows authentication as the only method. With Basic, users may get a password prompt, and clients that bypass the gateway can use a password.',
    fix: 'Disable Basic authentication, preferably with the cmdlet. The fix needs review because users who still sign in with a password lose access.',
    symptom: 'Mobile devices prompt for a password.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $false',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/basicAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    on: '{path}: Basic authentication is enabled, but the gateway uses Windows authentication only. Disable it.',
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
        evidence: notes(
          at,
          [basic, 'Basic authentication is enabled here.'],
          ...(isOn(windows) === 'yes' ? [[windows, 'Windows authentication is enabled here.'] as const] : []),
        ),
        remedies: remedy('Disable Basic authentication', 'yes', ...authentication(directory, 'basic', false)),
      });
    }
    return verdict;
  },
});
