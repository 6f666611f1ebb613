// Extended Protection is required where a gateway terminates TLS.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, holds, isOn } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/extended-protection-required',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Extended Protection required behind gateway',
    what: 'A gateway validates client certificates, Windows authentication is enabled, and `extendedProtection` has `tokenChecking="Require"`.',
    why: "Extended Protection binds the sign-in to the TLS session. The gateway opens a TLS session of its own, so the client's channel binding token does not match. For ActiveSync on the front end, Microsoft recommends `Allow`.",
    fix: 'Set `tokenChecking="Allow"` (or `None`).',
    symptom: 'Such requests may end with status 401 and sc-win32-status 2148074310 (SEC_E_BAD_BINDINGS).',
    commands: [
      'Set-WebConfigurationProperty -Filter system.WebServer/security/authentication/windowsAuthentication -Name extendedProtection.tokenChecking -Value Allow -PSPath IIS:\\ -Location "Default Web Site/Microsoft-Server-ActiveSync"',
    ],
    uncertain: 'Whether the tickets of a particular gateway contain a channel binding depends on the product.',
    sources: [sources.extendedProtection, sources.seed],
  },
  messages: {
    required:
      '{path}: tokenChecking="{value}" rejects clients behind a gateway that terminates TLS. Set it to "Allow".',
  },
  applies: behindDevice,
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
        evidence: notes(
          at,
          [tokenChecking, 'Extended Protection is required here.'],
          [windows, 'Windows authentication is enabled here.'],
        ),
        remedies: remedy(
          'Accept Extended Protection without requiring it',
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
