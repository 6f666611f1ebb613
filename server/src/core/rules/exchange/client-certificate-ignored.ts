// Certificates are to end at Exchange and nothing asks for them.
import { certificateVirtualDirectories } from '../../exchange/layout.js';
import { sections } from '../../exchange/sections.js';
import { bothTerminations, inProcedure, mapsItself, withoutAuthentication } from '../../exchange/sign-in.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { remarks } from '../../exchange/virtual-directory.js';
import type { Truth } from '../../iis/truth.js';
import { and, not, or } from '../../iis/truth.js';
import { alternatives } from '../../remedy/build.js';
import { endAtExchange, endNowhere, only, remedy, requiredFlags, sslFlags } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/client-certificate-ignored',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access, sections.mapping],
  docs: {
    title: 'Client certificates ignored',
    what: 'Client certificates are mapped to accounts at a path whose `sslFlags` ask for none. Or: the termination is set to `exchange` by hand, and neither ActiveSync nor Outlook on the web nor the admin center asks for a certificate or maps one.',
    why: 'IIS asks for a certificate only where `SslNegotiateCert` or `SslRequireCert` says so. Without it the mapping never has anything to map, and nobody signs in by certificate.',
    fix: 'Require certificates, or turn mapping off when they are not to end here. Only you can know which; the second way turns Basic on where nothing else would be left to sign in with.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, SslNegotiateCert, SslRequireCert, Ssl128" /commit:apphost',
    ],
    sources: [sources.seed, sources.procedure],
  },
  messages: {
    mapped: '{path}: certificates are mapped, but sslFlags="{value}" asks for none, so nobody signs in by certificate.',
    notConfigured: '{path}: certificates are said to end at Exchange, but no path asks for one. Require them here.',
  },
  applies: (directory) => inProcedure(directory) && directory.termination === 'exchange',
  check(directory, report) {
    const flags = directory.sslFlags;
    const at = directory.placeOf(flags, sections.access);
    const data = { path: directory.configurationPath, value: flags.raw ?? '' };
    const title = 'Require client certificates';
    const ignored = and(mapsItself(directory), not(directory.asksForCertificate), not(bothTerminations(directory)));
    if (ignored === 'yes') {
      const require = [...sslFlags(directory, requiredFlags), ...only(directory)];
      report({
        message: 'mapped',
        data,
        at,
        evidence: remarks(at, [flags, 'The flags that hold here.'], [directory.mapping, 'Mapping is on here.']),
        remedies: alternatives(
          ...remedy(title, 'unknown', ...require),
          ...(directory.server.settings.termination === 'auto'
            ? remedy('Turn certificate mapping off', 'no', ...endNowhere(directory))
            : []),
        ),
      });
    }
    const nowhere = notConfigured(directory);
    if (nowhere === 'yes') {
      report({
        message: 'notConfigured',
        data,
        at,
        evidence: remarks(at, [flags, 'The flags that hold here.']),
        remedies: remedy('Let client certificates end at Exchange', 'unknown', ...endAtExchange(directory)),
      });
    }
    return or(ignored, nowhere);
  },
});

/** Said once, at ActiveSync, when the termination is set by hand and no path shows a sign of it. */
function notConfigured(directory: VirtualDirectory): Truth {
  const { server, name } = directory;
  if (server.settings.termination !== 'exchange' || name !== 'activeSync') return 'no';
  const directories = certificateVirtualDirectories.flatMap((one) => server.find(one) ?? []);
  return and(not(or(...directories.map((one) => one.usesCertificate))), not(withoutAuthentication(directory)));
}
