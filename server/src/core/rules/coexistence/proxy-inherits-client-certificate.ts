// The path by which requests reach a legacy server asks for certificates itself.
import { legacyProxy } from '../../exchange/coexistence.js';
import { plainFlags } from '../../sign-in/constants.js';
import { sections } from '../../sign-in/sections.js';
import { and, truth } from '../../iis/truth.js';
import { remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'coexistence/proxy-inherits-client-certificate',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates on legacy Proxy',
    what: '`Microsoft-Server-ActiveSync/Proxy` on a legacy Client Access server sets its own `sslFlags` that accept or require client certificates. Flags inherited from ActiveSync are reported by `coexistence/client-certificate-on-legacy`.',
    why: 'Newer servers forward requests to it with a computer account and without a client certificate.',
    fix: 'Set `sslFlags="Ssl, Ssl128"` there.',
    symptom: 'Users whose mailbox is still on the legacy server cannot synchronize; the log there shows 403.7.',
    commands: [
      'appcmd set config "Default Web Site/Microsoft-Server-ActiveSync/Proxy" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.seed],
  },
  messages: {
    asks: '{path}: client certificates are requested from newer servers, which have none. Set sslFlags="Ssl, Ssl128".',
  },
  applies: legacyProxy,
  check(directory, report) {
    const flags = directory.sslFlags;
    const verdict = and(directory.asksForCertificate, truth(directory.owns(flags)));
    if (verdict === 'yes') {
      report({
        message: 'asks',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at: directory.placeOf(flags, sections.access),
        remedies: remedy('Stop requesting client certificates', 'no', ...sslFlags(directory, plainFlags)),
      });
    }
    return verdict;
  },
});
