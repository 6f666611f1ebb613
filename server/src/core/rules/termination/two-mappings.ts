// Active Directory and IIS both map certificates at one path.
import { sections } from '../../exchange/sections.js';
import { inProcedure, mapsByIisItself } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, isOn } from '../../iis/truth.js';
import { iisMapping, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'termination/two-mappings',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.mapping, sections.iisMapping],
  docs: {
    title: 'Two certificate mappings at once',
    what: 'Both `clientCertificateMappingAuthentication` and `iisClientCertificateMappingAuthentication` are on at a path.',
    why: 'IIS describes the two as alternatives. Exchange uses Active Directory mapping; with both on it is not said anywhere which of them decides who a certificate is.',
    fix: 'Turn `iisClientCertificateMappingAuthentication` off. The fix is to be reviewed: somebody may sign in by such a mapping.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    uncertain: 'Which mapping wins where both are on is not documented.',
    sources: [sources.mapping, sources.iisMapping],
  },
  messages: {
    both: '{path}: Active Directory and IIS both map certificates; which of them decides is undefined. Turn the one of IIS off.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination !== 'device',
  check(directory, report) {
    const { mapping, iisMapping: value, configurationPath } = directory;
    const verdict = and(isOn(mapping), mapsByIisItself(directory));
    if (verdict === 'yes') {
      const at = directory.placeOf(value, sections.iisMapping);
      report({
        message: 'both',
        data: { path: configurationPath },
        at,
        evidence: remarks(at, [mapping, 'Active Directory mapping is on here.'], [value, 'It is on here.']),
        remedies: remedy('Turn the mapping of IIS off', 'yes', ...iisMapping(directory, false)),
      });
    }
    return verdict;
  },
});
