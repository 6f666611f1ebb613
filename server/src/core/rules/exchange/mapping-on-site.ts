// Certificates are mapped for the front end's whole site.
import { sections } from '../../exchange/sections.js';
import { asksItself, inProcedure } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { mapping, remedy, serverMapping } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/mapping-on-site',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.mapping],
  docs: {
    title: 'Certificate mapping on for the whole site',
    what: "`clientCertificateMappingAuthentication` is on for the front end's site itself (`Default Web Site`).",
    why: 'Every virtual directory without a value of its own inherits it, also those that the procedure leaves alone. Step 5 turns mapping on for ActiveSync, Outlook on the web and the admin center, one by one.',
    fix: 'Turn it off for the site and on for the virtual directories that require certificates. The fix does the second where such a virtual directory has mapping from the site only.',
    commands: [
      'appcmd set config "Default Web Site" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.procedure, sources.seed],
  },
  messages: {
    onSite:
      '{path}: certificates are mapped for every virtual directory of the site. Turn it off here and on for those that require them.',
  },
  applies: ({ role, name }) => role === 'frontEnd' && name === 'root',
  check(directory, report) {
    const verdict = isOn(directory.mapping);
    if (verdict === 'yes') {
      const at = directory.placeOf(directory.mapping, sections.mapping);
      const heirs = directory.server.virtualDirectories.filter(
        (one) => one !== directory && one.role === 'frontEnd' && one.name !== null && one.inheritsFromSite(one.mapping),
      );
      const meant = heirs.filter((one) => inProcedure(one) && asksItself(one) === 'yes');
      report({
        message: 'onSite',
        data: { path: directory.configurationPath },
        at,
        evidence: [
          ...remarks(at, [directory.mapping, 'Mapping is on here.']),
          ...heirs.map((one) => ({ ...one.place(), message: `${one.configurationPath} inherits it.` })),
        ],
        remedies: remedy(
          'Turn certificate mapping off on the site',
          'no',
          ...mapping(directory, false),
          ...meant.map(({ server, configurationPath }) =>
            setting(server.configuration, configurationPath, sections.mapping, 'enabled', 'true'),
          ),
          ...(meant.length > 0 ? serverMapping(directory.server) : []),
        ),
      });
    }
    return verdict;
  },
});
