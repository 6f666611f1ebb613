// Exchange maps certificates although a device is said to take them.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { mapsByIisItself, mapsItself } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { or } from '../../iis/truth.js';
import { iisMapping, insteadOfCertificates, missingProviders, mapping, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/mapping-enabled',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.mapping, sections.iisMapping],
  docs: {
    title: 'Certificate mapping behind a gateway',
    what: 'The termination is set to `device`, and `clientCertificateMappingAuthentication` or `iisClientCertificateMappingAuthentication` is enabled on ActiveSync, Outlook on the web, or the Exchange admin center.',
    why: 'The gateway signs in by Kerberos constrained delegation, and Exchange receives no certificate to map.',
    fix: 'Disable the mapping. The fix is safe unless certificates are also requested there. It enables Basic authentication where `owa` or `ecp` would have no method left.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    on: '{path}: {section} is enabled, but the gateway already validates certificates. Disable it.',
  },
  applies: (directory) => directory.server.settings.termination === 'device' && behindDevice(directory),
  check(directory, report) {
    const kinds = [
      { maps: mapsItself(directory), value: directory.mapping, section: sections.mapping, off: mapping },
      { maps: mapsByIisItself(directory), value: directory.iisMapping, section: sections.iisMapping, off: iisMapping },
    ];
    for (const { maps, value, section, off } of kinds) {
      if (maps !== 'yes') continue;
      const at = directory.placeOf(value, section);
      report({
        message: 'on',
        data: { path: directory.configurationPath, section: section.slice(section.lastIndexOf('/') + 1) },
        at,
        evidence: notes(at, [value, 'Mapping is enabled here.']),
        remedies: remedy(
          'Disable certificate mapping',
          directory.asksForCertificate,
          ...off(directory, false),
          ...insteadOfCertificates(directory),
          ...missingProviders(directory),
        ),
      });
    }
    return or(...kinds.map(({ maps }) => maps));
  },
});
