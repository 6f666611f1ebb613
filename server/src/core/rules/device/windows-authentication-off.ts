// The device cannot sign in: Windows authentication is off.
import { activeSyncBehindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn, not } from '../../iis/truth.js';
import { remedy, ticketAuthentication } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/windows-authentication-off',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Windows authentication disabled behind gateway',
    what: 'The termination is set to `device`, and Windows authentication is disabled on ActiveSync.',
    why: 'The gateway presents a Kerberos ticket on behalf of the user. Only Windows authentication accepts it.',
    fix: 'Enable Windows authentication with the providers Negotiate and NTLM. The fix also writes the providers if the list differs: the Exchange 2016 and 2019 default is an empty list.',
    symptom: 'Every request from the gateway ends with status 401.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $false -WindowsAuthEnabled $true -ClientCertAuth Ignore',
    ],
    uncertain: 'Exchange Server SE, the current version, is assumed to have the same default as Exchange 2019.',
    sources: [sources.seed, sources.setActiveSync],
  },
  messages: {
    off: '{path}: Windows authentication is disabled, so the gateway cannot sign in with Kerberos. Enable it.',
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
        evidence: notes(at, [windows, 'Windows authentication is disabled here.']),
        remedies: remedy('Enable Windows authentication', 'no', ...ticketAuthentication(directory)),
      });
    }
    return verdict;
  },
});
