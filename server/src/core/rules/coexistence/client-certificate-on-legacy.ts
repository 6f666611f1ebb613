// A legacy server asks for certificates, which are never passed on to it.
import { legacyActiveSync } from '../../exchange/coexistence.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { isOn } from '../../iis/truth.js';
import { plainFlags, remedy, sslFlags } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'coexistence/client-certificate-on-legacy',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates asked for on a legacy server',
    what: 'ActiveSync of a legacy Client Access server (Exchange 2010 or 2007) accepts or requires client certificates.',
    why: 'The newer server signs the user in and passes the request on. A client certificate cannot be passed on, so the legacy server asks for something that never comes; `Proxy`, where such requests arrive, inherits the requirement.',
    fix: 'Set `sslFlags="Ssl, Ssl128"`. The fix is safe unless certificates are mapped there, for then somebody may sign in by one.',
    symptom: 'Users whose mailbox is still on the legacy server do not synchronise; status 403.7 there.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<legacy server>\\Microsoft-Server-ActiveSync (Default Web Site)" -ClientCertAuth Ignore',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    uncertain: 'The way of a passed-on request through `Proxy` is inferred from the files.',
    sources: [sources.seed],
  },
  messages: {
    asks: '{path}: sslFlags="{value}" asks for what is never passed on. Set "Ssl, Ssl128".',
  },
  applies: legacyActiveSync,
  check(directory, report) {
    const verdict = directory.asksForCertificate;
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      const proxy = directory.server.find('activeSyncProxy');
      report({
        message: 'asks',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: [
          ...remarks(at, [flags, 'The flags that hold here.']),
          ...(proxy?.asksForCertificate === 'yes' && !proxy.owns(proxy.sslFlags)
            ? [{ ...proxy.place(), message: `${proxy.configurationPath} inherits them.` }]
            : []
          ).filter(({ uri, range }) => uri !== at.uri || range.start !== at.range.start),
        ],
        remedies: remedy(
          'Stop asking for client certificates',
          isOn(directory.mapping),
          ...sslFlags(directory, plainFlags),
        ),
      });
    }
    return verdict;
  },
});
