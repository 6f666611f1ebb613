// The path that servers use among themselves requires certificates while a legacy server is about.
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { plainFlags, remedy, sslFlags } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'exchange/proxy-requires-client-certificate',
  severity: 'information',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Proxy requires client certificates beside a legacy server',
    what: '`Microsoft-Server-ActiveSync/Proxy` requires client certificates, of its own or from ActiveSync, and a legacy server (Exchange 2010 or 2007) is judged in the same run.',
    why: '`Proxy` is where one Exchange server passes requests on to another, signed in as a computer and without a client certificate. With a requirement there, such a request ends with 403.7.',
    fix: 'Give `Proxy` flags of its own that ask for no certificate: `sslFlags="Ssl, Ssl128"`.',
    symptom: 'Status 403.7 on `/Microsoft-Server-ActiveSync/Proxy` from the address of another server.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync/Proxy" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    uncertain:
      'Whether a request ever takes this way from an Exchange 2013 or newer front end to another is inferred from the files, not documented. Every correctly configured server has the flag there by inheritance; it is therefore information, and only where a legacy server is at hand.',
    sources: [sources.seed, sources.realServers],
  },
  messages: {
    required: '{path}: sslFlags="{value}" may turn other servers away. Set "Ssl, Ssl128".',
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
        evidence: remarks(at, [flags, 'The flags that hold here.']),
        remedies: remedy('Ask for no client certificates on Proxy', 'no', ...sslFlags(directory, plainFlags)),
      });
    }
    return verdict;
  },
});
