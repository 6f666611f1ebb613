// Kerberos tickets are taken in kernel mode, where Exchange cannot open them.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, isOn } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/kernel-mode-enabled',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Kernel mode authentication behind a device',
    what: 'A device takes the certificate, Windows authentication is on, and `useKernelMode` is true.',
    why: 'Exchange sets `useKernelMode="false"` for the whole server. In kernel mode HTTP.SYS opens Kerberos tickets with the key of the computer account, and those for an alternate service account, which several servers behind one name share, are made with another.',
    fix: 'Set `useKernelMode="false"`.',
    symptom: 'Status 401.1; the device reports KRB_AP_ERR_MODIFIED.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/windowsAuthentication /useKernelMode:False /commit:apphost',
    ],
    uncertain:
      'The failure is inferred from how the keys are held. A single server without an alternate service account may work in kernel mode.',
    sources: [sources.windows, sources.kerberos, sources.realServers],
  },
  messages: {
    on: '{path}: useKernelMode="{value}", where tickets for an alternate service account cannot be opened. Set "false".',
  },
  applies: behindDevice,
  check(directory, report) {
    const { windows, server, configurationPath } = directory;
    const kernelMode = directory.windowsOption('useKernelMode');
    const verdict = and(isOn(windows), isOn(kernelMode));
    if (verdict === 'yes') {
      const at = directory.placeOf(kernelMode, sections.windows);
      report({
        message: 'on',
        data: { path: configurationPath, value: kernelMode.raw ?? 'true' },
        at,
        evidence: remarks(at, [kernelMode, 'Kernel mode is on here.'], [windows, 'Windows authentication is on here.']),
        remedies: remedy(
          'Turn kernel mode off',
          'no',
          setting(server.configuration, configurationPath, sections.windows, 'useKernelMode', 'false'),
        ),
      });
    }
    return verdict;
  },
});
