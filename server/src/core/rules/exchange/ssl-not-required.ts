// Certificates are requested without requiring SSL.
import { sections } from '../../sign-in/sections.js';
import { asksItself, isOutsideExchange, hasOneTermination, usesCertificatesHere } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, isOn, not, or } from '../../iis/truth.js';
import { flagsWith, remedy, required, sslFlags } from '../support/fixes.js';
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
      '{path}: sslFlags does not include Ssl, so IIS does not reject HTTP requests, which carry no certificate. Add Ssl.',
  },
  applies: usesCertificatesHere,
  check(directory, report) {
    const verdict = and(
      asksItself(directory),
      () => not(directory.requiresSsl),
      () => hasOneTermination(directory),
      // What another application does with a certificate that it only accepts is its own business.
      () => (isOutsideExchange(directory) ? or(directory.requiresCertificate, isOn(directory.mapping)) : 'yes'),
    );
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      report({
        message: 'plain',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: notes(at, [flags, 'The effective flags.']),
        ...(isOutsideExchange(directory) && { severity: 'warning' }),
        remedies: isOutsideExchange(directory)
          ? remedy('Require SSL', 'yes', ...sslFlags(directory, flagsWith(directory, 'Ssl')))
          : required(directory, 'Require SSL and client certificates'),
      });
    }
    return verdict;
  },
});
