// Anonymous or Digest authentication is on where a device signs in.
import { activeSyncBehindDevice } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn, or } from '../../iis/truth.js';
import { authentication, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

const names = { anonymous: 'Anonymous', digest: 'Digest' } as const;

export default defineRule({
  id: 'device/other-authentication-enabled',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.anonymous, sections.digest],
  docs: {
    title: 'Anonymous or Digest authentication behind a device',
    what: 'A device takes the certificate, and Anonymous or Digest authentication is on at ActiveSync.',
    why: 'Windows authentication is to be the only method there, so that nothing but the ticket of the device signs anybody in.',
    fix: 'Turn the method off. The fix is to be reviewed, like everything that ends a way to sign in.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/anonymousAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    on: '{path}: {method} authentication is on, but a device signs in by Windows authentication only. Turn it off.',
  },
  applies: activeSyncBehindDevice,
  check(directory, report) {
    const verdicts = (['anonymous', 'digest'] as const).map((method) => {
      const value = directory[method];
      const verdict = isOn(value);
      if (verdict === 'yes') {
        const at = directory.placeOf(value, sections[method]);
        report({
          message: 'on',
          data: { path: directory.configurationPath, method: names[method] },
          at,
          evidence: remarks(at, [value, `${names[method]} is on here.`]),
          remedies: remedy(
            `Turn ${names[method]} authentication off`,
            'yes',
            ...authentication(directory, method, false),
          ),
        });
      }
      return verdict;
    });
    return or(...verdicts);
  },
});
