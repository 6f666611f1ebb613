// ActiveSync answers plain HTTP.
import { sections } from '../../exchange/sections.js';
import { and, not } from '../../iis/truth.js';
import { remedy, sslFlags } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'layout/active-sync-without-ssl',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'ActiveSync without SSL',
    what: "ActiveSync's own `access` does not require SSL. It is an error where client certificates end at Exchange; asking for a certificate without SSL is `exchange/ssl-not-required`, and a site that requires none is `layout/site-ssl-not-required`.",
    why: 'Requests over plain HTTP are answered, passwords included, and no client certificate can come with them.',
    fix: 'Require SSL, unless a device in front of Exchange takes SSL off on purpose.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.virtualDirectories, sources.access],
  },
  messages: {
    missing: '{path}: SSL is not required, so that plain HTTP is answered. Set "Ssl, Ssl128".',
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
        remedies: remedy('Require SSL', 'yes', ...sslFlags(directory, 'Ssl, Ssl128')),
      });
    }
    return verdict;
  },
});
