// Certificates are mapped for the front end's whole site.
import { sections } from '../../sign-in/sections.js';
import { inProcedure, takesClients } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn, or } from '../../iis/truth.js';
import { setting } from '../../remedy/build.js';
import { mapping, remedy, serverMapping } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/mapping-on-site',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.mapping],
  docs: {
    title: 'Certificate mapping enabled site-wide',
    what: '`clientCertificateMappingAuthentication` is enabled for the front-end site itself (`Default Web Site`).',
    why: 'Every virtual directory without its own value inherits it, also those that the procedure does not cover. Step 5 enables mapping for each virtual directory.',
    fix: 'Disable it for the site and enable it for the virtual directories that require client certificates. The fix does the latter where a virtual directory has mapping only through the site.',
    commands: [
      'appcmd set config "Default Web Site" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.procedure, sources.seed],
  },
  messages: {
    onSite:
      '{path}: certificate mapping is enabled for the whole site. Enable it only on virtual directories that require certificates.',
  },
  applies: (directory) => takesClients(directory) && directory.name === 'root' && !directory.isOfSecondFrontEnd,
  check(directory, report) {
    const verdict = isOn(directory.mapping);
    if (verdict === 'yes') {
      const at = directory.placeOf(directory.mapping, sections.mapping);
      const heirs = directory.server.virtualDirectories.filter(
        (one) =>
          one !== directory && one.site === directory.site && one.name !== null && one.inheritsFromSite(one.mapping),
      );
      const meant = heirs.filter((one) => inProcedure(one) && one.asksForCertificate === 'yes');
      report({
        message: 'onSite',
        data: { path: directory.configurationPath },
        at,
        evidence: [
          ...notes(at, [directory.mapping, 'Mapping is enabled here.']),
          ...heirs.map((one) => ({ ...one.place(), message: `${one.configurationPath} inherits it.` })),
        ],
        remedies: remedy(
          'Disable mapping on the site',
          or(...[directory, ...heirs].map((one) => one.asksForCertificate)),
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
