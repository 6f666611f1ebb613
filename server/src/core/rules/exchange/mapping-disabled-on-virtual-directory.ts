// Certificates are required where nothing maps them to an account.
import { sections } from '../../exchange/sections.js';
import { inProcedure, requiresItself, settled } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { readBoolean } from '../../iis/read.js';
import { and, isOn, not } from '../../iis/truth.js';
import { mapped, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/mapping-disabled-on-virtual-directory',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.mapping, sections.access],
  docs: {
    title: 'Certificates required and not mapped',
    what: 'ActiveSync, Outlook on the web or the admin center requires a client certificate, and `clientCertificateMappingAuthentication` is off there.',
    why: 'The certificate passes, and then no authentication module turns it into a user. Exchange writes `enabled="false"` for the site and most of its virtual directories, so that turning mapping on at server level alone does not reach them. Step 5 of the procedure comes last for that reason, and `Set-ActiveSyncVirtualDirectory` run later may undo it.',
    fix: 'Turn `clientCertificateMappingAuthentication` on for the path. The fix also turns it on at server level where it is off.',
    symptom: 'Requests with a valid certificate end with status 401, usually 401.2, and `cs-username` stays empty.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"True" /commit:apphost',
    ],
    uncertain:
      'Which substatus the log shows depends on the module that gives up: 401.1, 401.2 and 403.12 have all been seen.',
    sources: [sources.procedure, sources.mapping],
  },
  messages: {
    off: '{path}: required certificates are mapped to no account, so nobody signs in. Turn mapping on here.',
    overridden:
      '{path}: required certificates are mapped to no account: "false" wins over the server level. Turn mapping on here.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const { server, mapping, sslFlags, configurationPath } = directory;
    const verdict = and(requiresItself(directory), not(isOn(mapping)), settled(directory));
    if (verdict === 'yes') {
      const atServer = readBoolean(server.configuration, '', sections.mapping, 'enabled');
      const overridden = isOn(atServer) === 'yes';
      const at = directory.placeOf(mapping, sections.mapping);
      report({
        message: overridden ? 'overridden' : 'off',
        data: { path: configurationPath },
        at,
        evidence: remarks(
          at,
          ...(overridden ? [[atServer, 'Mapping is on at server level.'] as const] : []),
          [mapping, 'Mapping is off here.'],
          [sslFlags, 'Certificates are required here.'],
        ),
        remedies: remedy('Turn certificate mapping on', 'no', ...mapped(directory)),
      });
    }
    return verdict;
  },
});
