// Certificates are accepted where the procedure wants them required.
import { sections } from '../../sign-in/sections.js';
import { acceptsItself, inProcedure, hasOneTermination } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and } from '../../iis/truth.js';
import { required } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/client-certificate-accepted-not-required',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates accepted, not required',
    what: 'ActiveSync, Outlook on the web, or the Exchange admin center requests a client certificate (`SslNegotiateCert`) but lets clients continue without one (no `SslRequireCert`), although Exchange validates client certificates.',
    why: 'Devices behave differently when a certificate is only requested: some send it, some do not, and those that do not cannot sign in. The procedure therefore specifies *Require*.',
    fix: 'Set `sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128"`. The fix is safe only while no other method is enabled there; otherwise it locks out the users of that method. It also enables mapping.',
    symptom: 'Some devices connect and others do not, and the same device may do both.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /commit:apphost',
    ],
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    accepted:
      '{path}: client certificates are accepted but not required, so some devices send none. Add SslRequireCert.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const verdict = and(acceptsItself(directory), hasOneTermination(directory));
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      report({
        message: 'accepted',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: notes(at, [flags, 'The effective flags.']),
        remedies: required(directory, 'Require client certificates'),
      });
    }
    return verdict;
  },
});
