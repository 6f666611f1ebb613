// A legacy server requests client certificates, which are never forwarded to it.
import { legacyActiveSync } from '../../exchange/coexistence.js';
import { plainFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { isOn, or } from '../../iis/truth.js';
import { losesHttp, remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'coexistence/client-certificate-on-legacy',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates on legacy server',
    what: 'ActiveSync on a legacy Client Access server (Exchange 2010 or 2007) accepts or requires client certificates.',
    why: 'The newer server signs the user in and forwards the request without the client certificate, so the legacy server requests one that is never sent. `Proxy`, which receives such requests, inherits the requirement.',
    fix: 'Set `sslFlags="Ssl, Ssl128"`. The fix is safe unless certificates are mapped there, because then users may sign in with one.',
    symptom: 'Users whose mailbox is still on the legacy server cannot synchronize; the log there shows 403.7.',
    commands: [
      'Set-ActiveSyncVirtualDirectory "<legacy server>\\Microsoft-Server-ActiveSync (Default Web Site)" -ClientCertAuth Ignore',
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    uncertain: 'The files suggest that forwarded requests arrive at `Proxy`; this is not documented.',
    sources: [sources.seed],
  },
  messages: {
    required:
      '{path}: client certificates are required, but none ever reaches a legacy server: 403.7. Set sslFlags="Ssl, Ssl128".',
    asks: '{path}: client certificates are requested, but none ever reaches a legacy server. Set sslFlags="Ssl, Ssl128".',
  },
  applies: legacyActiveSync,
  check(directory, report) {
    const verdict = directory.asksForCertificate;
    if (verdict === 'yes') {
      const flags = directory.sslFlags;
      const at = directory.placeOf(flags, sections.access);
      const proxy = directory.server.find('activeSyncProxy');
      report({
        message: directory.demandsCertificate === 'yes' ? 'required' : 'asks',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at,
        evidence: [
          ...notes(at, [flags, 'The effective flags.']),
          ...(proxy?.asksForCertificate === 'yes' && !proxy.owns(proxy.sslFlags)
            ? [{ ...proxy.place(), message: `${proxy.configurationPath} inherits them.` }]
            : []
          ).filter(({ uri, range }) => uri !== at.uri || range.start !== at.range.start),
        ],
        remedies: remedy(
          'Stop requesting client certificates',
          or(isOn(directory.mapping), losesHttp(directory)),
          ...sslFlags(directory, plainFlags),
        ),
      });
    }
    return verdict;
  },
});
