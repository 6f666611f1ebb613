// Certificates are asked for without requiring SSL.
import { sections } from '../../exchange/sections.js';
import { asksItself, inProcedure, settled } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, not } from '../../iis/truth.js';
import { required } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/ssl-not-required',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates without SSL',
    what: 'The `sslFlags` of ActiveSync, Outlook on the web or the admin center ask for a client certificate and lack `Ssl`.',
    why: 'A certificate travels in the TLS handshake only. Without `Ssl`, IIS does not turn plain HTTP requests away with 403.4, and they come without a certificate.',
    fix: 'Set `sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128"`.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /commit:apphost',
    ],
    uncertain:
      '`Default Web Site/PowerShell` ships as `SslNegotiateCert` without `Ssl`. That is how Exchange wants it; this rule does not look at it.',
    sources: [sources.procedure, sources.access],
  },
  messages: {
    plain: '{path}: sslFlags="{value}" lets plain HTTP in, without a certificate. Add Ssl.',
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
        evidence: remarks(at, [flags, 'The flags that hold here.']),
        remedies: required(directory, 'Require SSL and client certificates'),
      });
    }
    return verdict;
  },
});
