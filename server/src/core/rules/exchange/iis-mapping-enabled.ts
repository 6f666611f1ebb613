// IIS's own certificate mapping is on, which Exchange does not use.
import { sections } from '../../exchange/sections.js';
import { inProcedure, mapsByIisItself } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, isOn, not } from '../../iis/truth.js';
import { iisMapping, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/iis-mapping-enabled',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.iisMapping],
  docs: {
    title: "IIS's own certificate mapping on",
    what: "`iisClientCertificateMappingAuthentication` is on for ActiveSync, Outlook on the web, the admin center or the front end's site. Where Active Directory mapping is on too, `termination/two-mappings` speaks instead; where the termination is set to `device`, `device/mapping-enabled`.",
    why: 'It maps certificates to accounts whose passwords stand in applicationHost.config. The procedure for Exchange uses Active Directory mapping only; Exchange ships the other one off.',
    fix: 'Turn it off. The fix is to be reviewed: somebody may sign in by such a mapping.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.iisMapping, sources.procedure],
  },
  messages: {
    on: '{path}: one-to-one and many-to-one mapping of IIS is on, which Exchange does not use. Turn it off.',
  },
  applies: (directory) =>
    (inProcedure(directory) && directory.server.settings.termination !== 'device') ||
    (directory.role === 'frontEnd' && directory.name === 'root'),
  check(directory, report) {
    const { iisMapping: value, mapping, name, configurationPath } = directory;
    const verdict = name === 'root' ? isOn(value) : and(mapsByIisItself(directory), not(isOn(mapping)));
    if (verdict === 'yes') {
      const at = directory.placeOf(value, sections.iisMapping);
      report({
        message: 'on',
        data: { path: configurationPath },
        at,
        evidence: remarks(at, [value, 'It is on here.']),
        remedies: remedy('Turn the mapping of IIS off', 'yes', ...iisMapping(directory, false)),
      });
    }
    return verdict;
  },
});
