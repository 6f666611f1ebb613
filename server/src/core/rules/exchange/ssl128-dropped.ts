// Ssl128, which Exchange ships, was lost when certificates were required.
import { sections } from '../../sign-in/sections.js';
import { inProcedure, ownsRequirement, hasOneTermination } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, holds } from '../../iis/truth.js';
import { required } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/ssl128-dropped',
  severity: 'hint',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Ssl128 flag missing',
    what: 'The `sslFlags` require a client certificate but do not include `Ssl128`, which is an Exchange default.',
    why: "The Exchange defaults and the tables in Microsoft's Extended Protection script contain `Ssl, Ssl128`. The commands of the CBA procedure set `Ssl, SslRequireCert` and thereby remove `Ssl128`.",
    fix: 'Set `sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128"`.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /commit:apphost',
    ],
    sources: [sources.virtualDirectories, sources.extendedProtection, sources.procedure],
  },
  messages: {
    dropped: '{path}: sslFlags does not include Ssl128, which Exchange sets by default. Add Ssl128.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const flags = directory.sslFlags;
    const verdict = and(
      ownsRequirement(directory),
      holds(flags, (set) => !set.has('Ssl128')),
      hasOneTermination(directory),
    );
    if (verdict === 'yes') {
      const at = directory.placeOf(flags, sections.access);
      report({
        message: 'dropped',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: notes(at, [flags, 'The effective flags.']),
        remedies: required(directory, 'Add Ssl128'),
      });
    }
    return verdict;
  },
});
