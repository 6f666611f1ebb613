// Windows authentication offers nothing.
import { behindDevice, offers } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { providers, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/providers-empty',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Windows authentication without providers',
    what: 'A device takes the certificate, Windows authentication is on, and its list of providers is empty.',
    why: 'Exchange 2016 and 2019 ship ActiveSync with Windows authentication off and `<providers><clear /></providers>`. Turned on by hand, it then offers nothing: no request can sign in.',
    fix: 'List Negotiate and NTLM, or delete `<providers>` so that the list of the server holds. The fix writes the list.',
    symptom:
      'Every request ends with 401.2, without a header WWW-Authenticate. HealthChecker shows Windows (No providers).',
    commands: [
      "Clear-WebConfiguration -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers'",
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers' -Name . -Value @{value='Negotiate'}",
      "Add-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/Microsoft-Server-ActiveSync' -Filter 'system.webServer/security/authentication/windowsAuthentication/providers' -Name . -Value @{value='NTLM'}",
    ],
    sources: [sources.seed, sources.healthChecker, sources.realServers],
  },
  messages: {
    empty:
      '{path}: Windows authentication is on without providers, so it offers no way to sign in. List Negotiate and NTLM.',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = offers(directory, (names) => names.length === 0);
    if (verdict === 'yes') {
      const at = directory.placeOfProviders();
      report({
        message: 'empty',
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
