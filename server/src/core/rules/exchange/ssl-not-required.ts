// Certificates are asked for without requiring SSL.
import { sections } from '../../sign-in/sections.js';
import { asksItself, inProcedure, settled } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, not } from '../../iis/truth.js';
import { required } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/ssl-not-required',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates without SSL',
    what: 'The `sslFlags` of ActiveSync, Outlook on the web, or the Exchange admin center request a client certificate but do not include `Ssl`.',
    why: 'Clients send a certificate only over TLS. Without `Ssl`, IIS does not reject HTTP requests with 403.4, and such requests carry no certificate.',
    fix: 'Set `sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128"`.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /commit:apphost',
    ],
    uncertain:
      'The default for `Default Web Site/PowerShell` is `SslNegotiateCert` without `Ssl`. Exchange needs it that way, and this rule does not check it.',
    sources: [sources.procedure, sources.access],
  },
  messages: {
    plain:
      '{path}: sslFlags does not include Ssl, so HTTP requests are accepted without a client certificate. Add Ssl.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const verdict = and(asksItself(directory), not(directory.requiresSsl), settled(directory));
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      report({
        message: 'plain',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: remarks(at, [flags, 'The effective flags.']),
        remedies: required(directory, 'Require SSL and client certificates'),
      });
    }
    return verdict;
  },
});
