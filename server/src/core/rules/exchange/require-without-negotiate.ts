// SslRequireCert is set without SslNegotiateCert.
import { sections } from '../../sign-in/sections.js';
import { isOutsideExchange, ownsRequirement, hasOneTermination, usesCertificatesHere } from '../../exchange/sign-in.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, holds } from '../../iis/truth.js';
import { flagsWith, remedy, required, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/require-without-negotiate',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'SslRequireCert without SslNegotiateCert',
    what: 'The `sslFlags` require a client certificate (`SslRequireCert`) but do not request one (`SslNegotiateCert`).',
    why: '*Require* in IIS Manager sets both flags. According to the IIS metabase documentation, the server never requests a certificate without the negotiate flag, regardless of the other flag.',
    fix: 'Set `sslFlags="Ssl, SslNegotiateCert, SslRequireCert, Ssl128"`. The fix is safe only while no other authentication method is enabled there, because IIS may not have enforced the certificate so far.',
    symptom: 'Clients may get 403.7 because they are never asked for a certificate.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /commit:apphost',
    ],
    uncertain:
      "Whether IIS 7 and later still need the flag is not documented. Microsoft's own commands for Exchange set `Ssl, SslRequireCert`; IIS Manager and ExchangeDsc set both flags. This is therefore a warning.",
    sources: [sources.metabase, sources.procedure, sources.exchangeDsc],
  },
  messages: {
    missing:
      '{path}: sslFlags requires a client certificate without requesting one, so clients may get 403.7. Add SslNegotiateCert.',
  },
  applies: usesCertificatesHere,
  check(directory, report) {
    const flags = directory.sslFlags;
    const verdict = and(
      ownsRequirement(directory),
      () => holds(flags, (set) => !set.has('SslNegotiateCert')),
      () => hasOneTermination(directory),
    );
    if (verdict === 'yes') {
      const at = directory.placeOf(flags, sections.access);
      report({
        message: 'missing',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: notes(at, [flags, 'The effective flags.']),
        remedies: isOutsideExchange(directory)
          ? remedy(
              'Request client certificates',
              'no',
              ...sslFlags(directory, flagsWith(directory, 'SslNegotiateCert')),
            )
          : required(directory, 'Request client certificates'),
      });
    }
    return verdict;
  },
});
