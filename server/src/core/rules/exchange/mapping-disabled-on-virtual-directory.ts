// Certificates are required where nothing maps them to an account.
import { sections } from '../../sign-in/sections.js';
import { isOutsideExchange, ownsRequirement, hasOneTermination, usesCertificatesHere } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { readBoolean } from '../../iis/read.js';
import { and, isOn, not, or } from '../../iis/truth.js';
import { mapped, mapping as mappingChange, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateNote } from '../support/certificate-note.js';

export default defineRule({
  id: 'exchange/mapping-disabled-on-virtual-directory',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.mapping, sections.access],
  docs: {
    title: 'Client certificates required but not mapped',
    what: 'ActiveSync, Outlook on the web, or the Exchange admin center requires a client certificate, but `clientCertificateMappingAuthentication` is disabled there.',
    why: 'IIS accepts the certificate, but no authentication module maps it to a user. Exchange writes `enabled="false"` for the site and most of its virtual directories, so mapping at the server level alone does not affect them. Therefore, step 5 of the procedure comes last, and `Set-ActiveSyncVirtualDirectory` may undo it later.',
    fix: 'Enable `clientCertificateMappingAuthentication` for the virtual directory. The fix also enables it at the server level if it is disabled there.',
    symptom: 'Requests with a valid certificate end with status 401, usually 401.2, and `cs-username` stays empty.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"True" /commit:apphost',
    ],
    uncertain:
      'Which substatus the log shows depends on the module that rejects the request: 401.1, 401.2, and 403.12 have all been observed.',
    sources: [sources.procedure, sources.mapping],
  },
  messages: {
    off: '{path}: client certificates are required but not mapped, so certificate sign-in fails with 401. Enable mapping here.',
    overridden:
      '{path}: certificate mapping is enabled on the server but disabled here, so sign-in fails with 401. Enable it here.',
  },
  applies: usesCertificatesHere,
  check(directory, report) {
    const verdict = and(
      ownsRequirement(directory),
      () => not(isOn(directory.mapping)),
      () => hasOneTermination(directory),
      // An application of its own may well look at the certificate itself where IIS lets everyone in.
      () => (isOutsideExchange(directory) ? not(or(isOn(directory.iisMapping), () => directory.otherMethod)) : 'yes'),
    );
    if (verdict === 'yes') {
      const { server, mapping, configurationPath } = directory;
      const atServer = readBoolean(server.configuration, '', sections.mapping, 'enabled');
      const overridden = isOn(atServer) === 'yes';
      const at = directory.placeOf(mapping, sections.mapping);
      report({
        message: overridden ? 'overridden' : 'off',
        data: { path: configurationPath },
        at,
        evidence: notes(
          at,
          ...(overridden ? [[atServer, 'Mapping is enabled at the server level.'] as const] : []),
          [mapping, 'Mapping is disabled here.'],
          certificateNote(directory),
        ),
        remedies: remedy(
          'Enable certificate mapping',
          'no',
          ...(isOutsideExchange(directory) ? mappingChange(directory, true) : mapped(directory)),
        ),
      });
    }
    return verdict;
  },
});
