// Windows authentication is on where certificates are asked for and Exchange is said to end them.
import { sections } from '../../exchange/sections.js';
import { asksItself, inProcedure, settled } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, isOn } from '../../iis/truth.js';
import { authentication, remedy } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/windows-with-client-certificate',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows, sections.access],
  docs: {
    title: 'Windows authentication beside client certificates',
    what: 'Windows authentication is on at a path that asks for client certificates, and the termination is set to `exchange` by hand. Where nothing is set by hand, `termination/exchange-and-device` speaks of the same state.',
    why: 'Windows authentication there belongs to the other way, in which a device in front of Exchange takes the certificate and signs in by Kerberos delegation. Only one of the two can be used.',
    fix: 'Turn Windows authentication off. If a device is to take the certificate, set the termination to `device` instead, ask for no certificates and turn mapping off.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -WindowsAuthEnabled $false',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/windowsAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    on: '{path}: Windows authentication is on beside client certificates, which belong to Exchange alone. Turn it off.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const { windows, sslFlags, configurationPath } = directory;
    const verdict = and(asksItself(directory), isOn(windows), settled(directory));
    if (verdict === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      report({
        message: 'on',
        data: { path: configurationPath },
        at,
        evidence: remarks(
          at,
          [windows, 'Windows authentication is on here.'],
          [sslFlags, 'Certificates are asked for here.'],
        ),
        remedies: remedy('Turn Windows authentication off', 'yes', ...authentication(directory, 'windows', false)),
      });
    }
    return verdict;
  },
});
