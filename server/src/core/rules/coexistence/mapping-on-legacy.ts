// A legacy server maps certificates, which are never passed on to it.
import { legacyActiveSync } from '../../exchange/coexistence.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn, or } from '../../iis/truth.js';
import { iisMapping, mapping, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'coexistence/mapping-on-legacy',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.mapping, sections.iisMapping],
  docs: {
    title: 'Certificate mapping on a legacy server',
    what: '`clientCertificateMappingAuthentication` or `iisClientCertificateMappingAuthentication` is enabled on ActiveSync of a legacy Client Access server.',
    why: 'The newer server validates client certificates and cannot forward them. The legacy server keeps its defaults: no client certificates, Basic authentication.',
    fix: 'Disable the mapping. The fix is safe unless certificates are also requested there, because then users may sign in with one.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    on: '{path}: {section} is enabled, but no certificate reaches a legacy server. Disable it.',
  },
  applies: legacyActiveSync,
  check(directory, report) {
    const kinds = [
      { value: directory.mapping, section: sections.mapping, off: mapping },
      { value: directory.iisMapping, section: sections.iisMapping, off: iisMapping },
    ];
    for (const { value, section, off } of kinds) {
      if (isOn(value) !== 'yes') continue;
      const at = directory.placeOf(value, section);
      report({
        message: 'on',
        data: { path: directory.configurationPath, section: section.slice(section.lastIndexOf('/') + 1) },
        at,
        evidence: notes(at, [value, 'Mapping is enabled here.']),
        remedies: remedy('Disable certificate mapping', directory.asksForCertificate, ...off(directory, false)),
      });
    }
    return or(...kinds.map(({ value }) => isOn(value)));
  },
});
