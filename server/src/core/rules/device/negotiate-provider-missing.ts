// Windows authentication does not offer Negotiate.
import { behindDevice, isNegotiate, offers } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { providers, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/negotiate-provider-missing',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Provider Negotiate missing',
    what: 'A device takes the certificate, and the providers of Windows authentication lack `Negotiate` (or `Negotiate:Kerberos`). An empty list is `device/providers-empty`.',
    why: 'The ticket that the device presents is Kerberos, which is part of Negotiate. NTLM alone cannot take it.',
    fix: 'List Negotiate and NTLM, in this order. The fix writes the list with a `<clear />` before it, for an entry that is inherited already may not be added again.',
    symptom: 'Every request from the device ends with status 401.',
    commands: [
      "Clear-WebConfiguration -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers'",
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers' -Name . -Value @{value='Negotiate'}",
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers' -Name . -Value @{value='NTLM'}",
    ],
    sources: [sources.seed, sources.windows],
  },
  messages: {
    missing:
      '{path}: Negotiate is not among the providers, so the Kerberos ticket of the device is not taken. List Negotiate and NTLM.',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = offers(directory, (names) => names.length > 0 && !names.some(isNegotiate));
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
