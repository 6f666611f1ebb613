// Windows authentication does not offer NTLM.
import { behindDevice, offers } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { providers, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/ntlm-provider-missing',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Provider NTLM missing',
    what: 'A device takes the certificate, and the providers of Windows authentication lack `NTLM`. An empty list is `device/providers-empty`.',
    why: "Microsoft's advice for this setup is to see that both Negotiate and NTLM are listed: where Kerberos is not used, NTLM has to be.",
    fix: 'List Negotiate and NTLM, in this order. The fix writes the list with a `<clear />` before it.',
    uncertain: 'Some guides for Kerberos delegation list Negotiate:Kerberos alone; hence a warning.',
    commands: [
      "Clear-WebConfiguration -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers'",
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers' -Name . -Value @{value='Negotiate'}",
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers' -Name . -Value @{value='NTLM'}",
    ],
    sources: [sources.seed, sources.windows],
  },
  messages: {
    missing: '{path}: NTLM is not among the providers; both are to be listed behind a device. List Negotiate and NTLM.',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = offers(directory, (names) => names.length > 0 && !names.includes('ntlm'));
    if (verdict === 'yes') {
      const at = directory.placeOfProviders();
      report({
        message: 'missing',
        data: { path: directory.configurationPath },
        at,
        evidence: remarks(
          at,
          [directory.windows, 'Windows authentication is on here.'],
          ...(directory.owns(directory.providers) ? [] : [[directory.providers, 'The list is written here.'] as const]),
        ),
        remedies: remedy('List Negotiate and NTLM', 'no', ...providers(directory)),
      });
    }
    return verdict;
  },
});
