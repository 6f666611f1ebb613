// Active Directory and IIS both map certificates at one path.
import { sections } from '../../sign-in/sections.js';
import { inProcedure, isOutsideExchange, mapsByIisItself } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, isOn } from '../../iis/truth.js';
import { iisMapping, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'termination/two-mappings',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.mapping, sections.iisMapping],
  docs: {
    title: 'Two certificate mapping methods enabled',
    what: 'Both `clientCertificateMappingAuthentication` and `iisClientCertificateMappingAuthentication` are enabled on a virtual directory.',
    why: 'IIS describes the two as alternatives. Exchange uses Active Directory mapping; which of them applies when both are enabled is not documented.',
    fix: 'Disable `iisClientCertificateMappingAuthentication`. The fix needs review because users may sign in through such a mapping.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/iisClientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    uncertain: 'Which mapping applies when both are enabled is not documented.',
    sources: [sources.mapping, sources.iisMapping],
  },
  messages: {
    both: '{path}: Active Directory mapping and IIS mapping are both enabled; which one applies is undefined. Disable IIS mapping.',
  },
  applies: (directory) =>
    (inProcedure(directory) && directory.termination !== 'device') || isOutsideExchange(directory),
  check(directory, report) {
    const { mapping, configurationPath } = directory;
    const verdict = and(isOn(mapping), () => mapsByIisItself(directory));
    if (verdict === 'yes') {
      const { iisMapping: value } = directory;
      const at = directory.placeOf(value, sections.iisMapping);
      report({
        message: 'both',
        data: { path: configurationPath },
        at,
        evidence: notes(
          at,
          [mapping, 'Active Directory mapping is enabled here.'],
          [value, 'IIS mapping is enabled here.'],
        ),
        remedies: remedy('Disable IIS mapping', 'yes', ...iisMapping(directory, false)),
      });
    }
    return verdict;
  },
});
