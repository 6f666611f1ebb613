// A setting of kernel mode stands where kernel mode is off.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, isOn, not } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/app-pool-credentials-without-kernel-mode',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'useAppPoolCredentials without kernel mode',
    what: 'A gateway validates client certificates, and `useAppPoolCredentials` is true while `useKernelMode` is false.',
    why: 'The setting selects the key that decrypts Kerberos tickets in kernel mode, and has no effect without it.',
    fix: 'Remove the attribute so that no one relies on it. If it is inherited, the fix sets it to false.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/windowsAuthentication /useAppPoolCredentials:False /commit:apphost',
    ],
    sources: [sources.windows],
  },
  messages: {
    idle: '{path}: useAppPoolCredentials="{value}" has no effect while useKernelMode is false. Remove it.',
  },
  applies: behindDevice,
  check(directory, report) {
    const { windows, server, configurationPath } = directory;
    const credentials = directory.windowsOption('useAppPoolCredentials');
    const kernelMode = directory.windowsOption('useKernelMode');
    const verdict = and(isOn(windows), isOn(credentials), not(isOn(kernelMode)));
    if (verdict === 'yes') {
      const at = directory.placeOf(credentials, sections.windows);
      const value = directory.owns(credentials) && credentials.trail.length === 1 ? null : 'false';
      report({
        message: 'idle',
        data: { path: configurationPath, value: credentials.raw ?? 'true' },
        at,
        evidence: notes(
          at,
          [credentials, 'useAppPoolCredentials is enabled here.'],
          [kernelMode, 'Kernel-mode authentication is disabled here.'],
        ),
        remedies: remedy(
          value === null ? 'Remove useAppPoolCredentials' : 'Set useAppPoolCredentials to false',
          'no',
          setting(server.configuration, configurationPath, sections.windows, 'useAppPoolCredentials', value),
        ),
      });
    }
    return verdict;
  },
});
