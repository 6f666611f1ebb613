// Basic authentication is on where certificates are asked for.
import { sections } from '../../exchange/sections.js';
import { asksItself, inProcedure, settled } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, isOn } from '../../iis/truth.js';
import { authentication, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/basic-with-client-certificate',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.basic, sections.access],
  docs: {
    title: 'Basic authentication beside client certificates',
    what: 'Basic authentication is on at a path that asks for client certificates.',
    why: 'A virtual directory signs its clients in by certificate or by password, never by both: with Basic on, clients are asked for a password in spite of their certificate, and a password alone may do. Step 4 of the procedure turns every other method off.',
    fix: 'Turn Basic off, best with the cmdlet: Exchange keeps the value in Active Directory too, and a change in IIS alone leaves the two apart. The fix is to be reviewed, because it ends the sign-in of everyone who still uses a password there.',
    symptom: 'Users are asked for a password although a certificate is installed.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -BasicAuthEnabled $false',
      'Set-OwaVirtualDirectory "<server>\\owa (Default Web Site)" -BasicAuthentication $false -FormsAuthentication $false',
      'Set-EcpVirtualDirectory "<server>\\ecp (Default Web Site)" -BasicAuthentication $false -FormsAuthentication $false',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/basicAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    on: '{path}: Basic is on beside client certificates, so clients are asked for a password. Turn it off.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const { basic, sslFlags, configurationPath } = directory;
    const verdict = and(asksItself(directory), isOn(basic), settled(directory));
    if (verdict === 'yes') {
      const at = directory.placeOf(basic, sections.basic);
      report({
        message: 'on',
        data: { path: configurationPath },
        at,
        evidence: remarks(at, [basic, 'Basic is on here.'], [sslFlags, 'Certificates are asked for here.']),
        remedies: remedy('Turn Basic authentication off', 'yes', ...authentication(directory, 'basic', false)),
      });
    }
    return verdict;
  },
});
