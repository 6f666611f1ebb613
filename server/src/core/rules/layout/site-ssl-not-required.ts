// The front end's site does not require SSL.
import { plainFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { not } from '../../iis/truth.js';
import { remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'layout/site-ssl-not-required',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'SSL not required on the site',
    what: 'Default Web Site does not require SSL. This is a warning if ActiveSync inherits it.',
    why: 'The Exchange default for the site is `Ssl` or `Ssl, Ssl128`, and most virtual directories inherit it. Without it, they accept plain HTTP, including passwords.',
    fix: 'Require SSL on the site, unless a gateway offloads SSL intentionally.',
    commands: [
      'appcmd set config "Default Web Site" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.virtualDirectories, sources.access],
  },
  messages: {
    missing:
      '{path}: SSL is not required, so virtual directories that inherit this accept HTTP. Set sslFlags="Ssl, Ssl128".',
  },
  applies: ({ role, name, isOfSecondFrontEnd }) => role === 'frontEnd' && name === 'root' && !isOfSecondFrontEnd,
  check(directory, report) {
    const { sslFlags: flags, server, configurationPath: path } = directory;
    const verdict = not(directory.requiresSsl);
    if (verdict === 'yes') {
      const at = directory.placeOf(flags, sections.access);
      const activeSync = server.find('activeSync');
      const inherited = activeSync?.requiresSsl === 'no' && activeSync.inheritsFromSite(activeSync.sslFlags);
      report({
        message: 'missing',
        data: { path },
        at,
        severity: inherited ? 'warning' : 'information',
        evidence: notes(at, [flags, 'The flags are set here.']),
        // Clients that speak plain HTTP today could no longer sign in.
        remedies: remedy('Require SSL on the site', 'yes', ...sslFlags(directory, plainFlags)),
      });
    }
    return verdict;
  },
});
