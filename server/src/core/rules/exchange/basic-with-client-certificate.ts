// Basic authentication is enabled where certificates are requested.
import { sections } from '../../sign-in/sections.js';
import { asksItself, inProcedure, hasOneTermination } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, isOn } from '../../iis/truth.js';
import { authentication, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateNote } from '../support/certificate-note.js';

export default defineRule({
  id: 'exchange/basic-with-client-certificate',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.basic, sections.access],
  docs: {
    title: 'Basic authentication with client certificates',
    what: 'Basic authentication is enabled on a virtual directory that requests client certificates.',
    why: 'A virtual directory signs clients in by certificate or by password, not by both. With Basic authentication, clients may get a password prompt despite their certificate, and a password may be enough. Step 4 of the procedure disables every other method.',
    fix: 'Disable Basic authentication, preferably with the cmdlet: Exchange also stores the value in Active Directory, and a change in IIS alone leaves the two different. The fix needs review because users who still sign in with a password lose access.',
    symptom: 'Users are prompted for a password although a certificate is installed.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $false',
      'Set-OwaVirtualDirectory "<server>\\owa (Default Web Site)" -BasicAuthentication $false -FormsAuthentication $false',
      'Set-EcpVirtualDirectory "<server>\\ecp (Default Web Site)" -BasicAuthentication $false -FormsAuthentication $false',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/basicAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    on: '{path}: Basic authentication is enabled alongside client certificates, so users may get a password prompt. Disable it.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const { basic, configurationPath } = directory;
    const verdict = and(asksItself(directory), isOn(basic), hasOneTermination(directory));
    if (verdict === 'yes') {
      const at = directory.placeOf(basic, sections.basic);
      report({
        message: 'on',
        data: { path: configurationPath },
        at,
        evidence: notes(at, [basic, 'Basic authentication is enabled here.'], certificateNote(directory)),
        remedies: remedy('Disable Basic authentication', 'yes', ...authentication(directory, 'basic', false)),
      });
    }
    return verdict;
  },
});
