// Exchange maps certificates although a device is said to take them.
import { behindDevice } from '../../exchange/device.js';
import { sections } from '../../exchange/sections.js';
import { mapsByIisItself, mapsItself } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { or } from '../../iis/truth.js';
import { iisMapping, insteadOfCertificates, mapping, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'device/mapping-enabled',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.mapping, sections.iisMapping],
  docs: {
    title: 'Certificate mapping behind a device',
    what: 'The termination is set to `device` by hand, and `clientCertificateMappingAuthentication` or `iisClientCertificateMappingAuthentication` is on at ActiveSync, Outlook on the web or the admin center.',
    why: 'The certificate ends at the device, which signs in by Kerberos delegation. Exchange has nothing to map.',
    fix: 'Turn the mapping off. The fix is safe unless the path also asks for certificates, for then somebody may sign in by one. Where Outlook on the web or the admin center would be left with nothing to sign in with, it turns Basic on.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    on: '{path}: {section} is on, but certificates end at the device. Turn it off.',
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
        evidence: remarks(at, [value, 'Mapping is on here.']),
        remedies: remedy(
          'Turn certificate mapping off',
          directory.asksForCertificate,
          ...off(directory, false),
          ...insteadOfCertificates(directory),
        ),
      });
    }
    return or(...kinds.map(({ maps }) => maps));
  },
});
