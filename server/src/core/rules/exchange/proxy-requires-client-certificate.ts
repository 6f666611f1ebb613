// The path that servers use among themselves requires certificates while a legacy server is about.
import { plainFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'exchange/proxy-requires-client-certificate',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Proxy requires client certificates',
    what: '`Microsoft-Server-ActiveSync/Proxy` requires client certificates, set there or inherited from ActiveSync, and a legacy server (Exchange 2010 or 2007) is checked in the same run.',
    why: 'Exchange servers forward requests to each other through `Proxy`, with a computer account and without a client certificate. If certificates are required there, such a request ends with 403.7.',
    fix: 'Set flags on `Proxy` that do not request a certificate: `sslFlags="Ssl, Ssl128"`.',
    symptom: 'Status 403.7 on `/Microsoft-Server-ActiveSync/Proxy` from the address of another server.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync/Proxy" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    uncertain:
      'Whether an Exchange 2013 or newer front end ever forwards requests this way is inferred from the files, not documented. Every correctly configured server inherits the flag there, so this is information and is reported only if a legacy server was provided.',
    sources: [sources.seed, sources.realServers],
  },
  messages: {
    required:
      '{path}: client certificates are required, so other Exchange servers may be refused. Set sslFlags="Ssl, Ssl128".',
  },
  applies: ({ role, name, server }) =>
    role === 'frontEnd' &&
    name === 'activeSyncProxy' &&
    server.settings.legacyInRun &&
    server.termination.value === 'exchange',
  check(directory, report) {
    const verdict = directory.requiresCertificate;
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      report({
        message: 'required',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: notes(at, [flags, 'The effective flags.']),
        remedies: remedy('Disable client certificates on Proxy', 'no', ...sslFlags(directory, plainFlags)),
      });
    }
    return verdict;
  },
});
