// SslRequireCert stands without SslNegotiateCert.
import { sections } from '../../exchange/sections.js';
import { inProcedure, requiresItself, settled } from '../../exchange/sign-in.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, holds } from '../../iis/truth.js';
import { required } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/require-without-negotiate',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'SslRequireCert without SslNegotiateCert',
    what: 'The `sslFlags` require a client certificate (`SslRequireCert`) and do not ask for one (`SslNegotiateCert`).',
    why: "IIS Manager's *Require* writes both flags. The documentation of the IIS metabase says that without the flag to negotiate the server never asks for a certificate, whatever the other flag says.",
    fix: 'Set `sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128"`. The fix is safe only while no other way to sign in is on there, because IIS may not have enforced the certificate so far.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /commit:apphost',
    ],
    uncertain:
      "Whether IIS 7 and newer still need the flag is not documented. Microsoft's own commands for Exchange write `Ssl, SslRequireCert`; IIS Manager and ExchangeDsc write both. Hence a warning.",
    sources: [sources.metabase, sources.procedure, sources.exchangeDsc],
  },
  messages: {
    missing: '{path}: sslFlags="{value}" requires certificates, but IIS may never ask for one. Add SslNegotiateCert.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const flags = directory.sslFlags;
    const verdict = and(
      requiresItself(directory),
      holds(flags, (set) => !set.has('SslNegotiateCert')),
      settled(directory),
    );
    if (verdict === 'yes') {
      const at = directory.placeOf(flags, sections.access);
      report({
        message: 'missing',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: remarks(at, [flags, 'The flags that hold here.']),
        remedies: required(directory, 'Ask for client certificates too'),
      });
    }
    return verdict;
  },
});
