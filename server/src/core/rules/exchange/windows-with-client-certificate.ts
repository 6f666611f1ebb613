// Windows authentication is enabled where certificates are requested and Exchange is said to end them.
import { sections } from '../../sign-in/sections.js';
import { asksItself, inProcedure, hasOneTermination } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, isOn } from '../../iis/truth.js';
import { authentication, remedy } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateNote } from '../support/certificate-note.js';

export default defineRule({
  id: 'exchange/windows-with-client-certificate',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows, sections.access],
  docs: {
    title: 'Windows authentication with client certificates',
    what: 'Windows authentication is enabled on a virtual directory that requests client certificates, and the termination is set to `exchange`. Otherwise, `termination/exchange-and-device` reports it.',
    why: 'Windows authentication is for the other setup, in which a gateway validates the certificate and signs in by Kerberos constrained delegation. Only one of the two can be used.',
    fix: 'Disable Windows authentication. If a gateway validates certificates, set the termination to `device` instead, stop requesting certificates, and disable mapping.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<server>\\Microsoft-Server-ActiveSync (Default Web Site)" -WindowsAuthEnabled $false',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/windowsAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    on: '{path}: Windows authentication is enabled alongside client certificates, which must be the only method. Disable it.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const { windows, configurationPath } = directory;
    const verdict = and(asksItself(directory), isOn(windows), hasOneTermination(directory));
    if (verdict === 'yes') {
      const at = directory.placeOf(windows, sections.windows);
      report({
        message: 'on',
        data: { path: configurationPath },
        at,
        evidence: notes(at, [windows, 'Windows authentication is enabled here.'], certificateNote(directory)),
        remedies: remedy('Disable Windows authentication', 'yes', ...authentication(directory, 'windows', false)),
      });
    }
    return verdict;
  },
});
