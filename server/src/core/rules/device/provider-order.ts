// Windows authentication offers NTLM first.
import { behindDevice, isNegotiate, offers } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { providers, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/provider-order',
  severity: 'hint',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'NTLM before Negotiate',
    what: 'A device takes the certificate, and `NTLM` stands before `Negotiate` among the providers of Windows authentication.',
    why: 'Providers are offered in the order of the list, and a client may take the first that it knows. Negotiate first is the order that IIS ships.',
    fix: 'Put Negotiate first.',

    commands: [
      "Clear-WebConfiguration -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers'",
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers' -Name . -Value @{value='Negotiate'}",
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers' -Name . -Value @{value='NTLM'}",
    ],
    sources: [sources.windows],
  },
  messages: {
    order: '{path}: NTLM is offered before Negotiate, so clients may never try Kerberos. Put Negotiate first.',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = offers(
      directory,
      (names) => names.includes('ntlm') && names.findIndex(isNegotiate) > names.indexOf('ntlm'),
    );
    if (verdict === 'yes') {
      const at = directory.placeOfProviders();
      report({
        message: 'order',
        data: { path: directory.configurationPath },
        at,
        evidence: remarks(
          at,
          [directory.windows, 'Windows authentication is on here.'],
          ...(directory.owns(directory.providers) ? [] : [[directory.providers, 'The list is written here.'] as const]),
        ),
        remedies: remedy('Put Negotiate first', 'no', ...providers(directory)),
      });
    }
    return verdict;
  },
});
