// Anonymous or Digest authentication is enabled where a device signs in.
import { activeSyncBehindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn, or } from '../../iis/truth.js';
import { authentication, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

const names = { anonymous: 'Anonymous', digest: 'Digest' } as const;

export default defineRule({
  id: 'device/other-authentication-enabled',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.anonymous, sections.digest],
  docs: {
    title: 'Anonymous or Digest behind a gateway',
    what: 'A gateway validates client certificates, and Anonymous or Digest authentication is enabled on ActiveSync.',
    why: "Windows authentication must be the only method there, so that only the gateway's Kerberos ticket signs users in.",
    fix: 'Disable the method. The fix needs review because it removes a way to sign in.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/anonymousAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    on: '{path}: {method} authentication is enabled, but the gateway uses Windows authentication only. Disable it.',
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
          evidence: notes(at, [value, `${names[method]} authentication is enabled here.`]),
          remedies: remedy(
            `Disable ${names[method]} authentication`,
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
