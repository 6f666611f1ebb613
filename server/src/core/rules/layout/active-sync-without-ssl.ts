// ActiveSync answers plain HTTP.
import { plainFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { and, not } from '../../iis/truth.js';
import { remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'layout/active-sync-without-ssl',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'ActiveSync without SSL',
    what: 'The `access` section of ActiveSync itself does not require SSL. This is an error if Exchange validates client certificates. `exchange/ssl-not-required` reports requesting a certificate without SSL, and `layout/site-ssl-not-required` the site.',
    why: 'IIS accepts requests over plain HTTP, including passwords, and such requests carry no client certificate.',
    fix: 'Require SSL, unless a gateway offloads SSL intentionally.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.virtualDirectories, sources.access],
  },
  messages: {
    missing: '{path}: SSL is not required, so HTTP requests are accepted. Set sslFlags="Ssl, Ssl128".',
  },
  applies: (directory) => directory.role !== 'backEnd' && directory.name === 'activeSync',
  check(directory, report) {
    const { sslFlags: flags, configurationPath: path, termination } = directory;
    const own = directory.owns(flags) || flags.state === 'unknown';
    const verdict = own ? and(not(directory.requiresSsl), not(directory.asksForCertificate)) : 'no';
    if (verdict === 'yes') {
      report({
        message: 'missing',
        data: { path },
        at: directory.placeOf(flags, sections.access),
        severity: termination === 'exchange' ? 'error' : 'warning',
        // Clients that speak plain HTTP today could no longer sign in.
        remedies: remedy('Require SSL', 'yes', ...sslFlags(directory, plainFlags)),
      });
    }
    return verdict;
  },
});
