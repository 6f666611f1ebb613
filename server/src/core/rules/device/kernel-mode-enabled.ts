// Kerberos tickets are taken in kernel mode, where Exchange cannot open them.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, isOn } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/kernel-mode-enabled',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Kernel-mode authentication behind a gateway',
    what: 'A gateway validates client certificates, Windows authentication is enabled, and `useKernelMode` is true.',
    why: 'Exchange sets `useKernelMode="false"` for the whole server. In kernel mode, HTTP.SYS decrypts Kerberos tickets with the key of the computer account, which cannot decrypt those for an alternate service account.',
    fix: 'Set `useKernelMode="false"`.',
    symptom: 'Status 401.1; the gateway reports KRB_AP_ERR_MODIFIED.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/windowsAuthentication /useKernelMode:False /commit:apphost',
    ],
    uncertain:
      'The failure is inferred from how the keys are stored. A single server without an alternate service account may work in kernel mode.',
    sources: [sources.windows, sources.kerberos, sources.realServers],
  },
  messages: {
    on: '{path}: with useKernelMode="{value}", tickets for an alternate service account may be rejected (401.1). Set it to "false".',
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
        evidence: notes(
          at,
          [kernelMode, 'Kernel-mode authentication is enabled here.'],
          [windows, 'Windows authentication is enabled here.'],
        ),
        remedies: remedy(
          'Disable kernel-mode authentication',
          'no',
          setting(server.configuration, configurationPath, sections.windows, 'useKernelMode', 'false'),
        ),
      });
    }
    return verdict;
  },
});
