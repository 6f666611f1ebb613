// Extended Protection is required where a device ends TLS.
import { activeSyncBehindDevice } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, holds, isOn } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/extended-protection-required',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Extended Protection required behind a device',
    what: 'A device takes the certificate, Windows authentication is on, and `extendedProtection` has `tokenChecking="Require"`.',
    why: 'Extended Protection ties the sign-in to the TLS session that it comes through. The device ends the TLS session of the client and opens one of its own, so that what the client could present does not match. For ActiveSync on the front end, Microsoft recommends `Allow`.',
    fix: 'Set `tokenChecking="Allow"` (or `None`).',
    symptom: 'Status 401 with sc-win32-status 2148074310 (SEC_E_BAD_BINDINGS) may show for such requests.',
    commands: [
      'Set-WebConfigurationProperty -Filter system.WebServer/security/authentication/windowsAuthentication -Name extendedProtection.tokenChecking -Value Allow -PSPath IIS:\\ -Location "Default Web Site/Microsoft-Server-ActiveSync"',
    ],
    uncertain: 'Whether the tickets of a particular device carry a channel binding depends on the product.',
    sources: [sources.extendedProtection, sources.seed],
  },
  messages: {
    required: '{path}: tokenChecking="{value}" turns clients of a device that ends TLS away. Set "Allow".',
  },
  applies: activeSyncBehindDevice,
  check(directory, report) {
    const { tokenChecking, windows, server, configurationPath } = directory;
    const verdict = and(
      isOn(windows),
      holds(tokenChecking, (value) => value === 'Require'),
    );
    if (verdict === 'yes') {
      const at = directory.placeOf(tokenChecking, sections.windows);
      report({
        message: 'required',
        data: { path: configurationPath, value: tokenChecking.raw ?? '' },
        at,
        evidence: remarks(at, [tokenChecking, 'It is required here.'], [windows, 'Windows authentication is on here.']),
        remedies: remedy(
          'Allow Extended Protection, and do not require it',
          'no',
          setting(server.configuration, configurationPath, sections.windows, 'tokenChecking', 'Allow', {
            element: ['extendedProtection'],
          }),
        ),
      });
    }
    return verdict;
  },
});
