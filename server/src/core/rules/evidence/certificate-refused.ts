// A domain controller logged that a client certificate has no mapping that it accepts.
import { truth } from '../../iis/truth.js';
import { defineRule } from '../rule.js';
import { mappingPlaces } from '../support/certificate-mapping.js';
import { evidenceSources } from '../support/sources/evidence.js';
import { fitting } from '../support/words.js';

/**
 * Source Microsoft-Windows-Kerberos-Key-Distribution-Center; 48 and 49 are the numbers of Windows Server 2008
 * R2.
 */
const ids: ReadonlySet<number> = new Set([39, 40, 41, 48, 49]);

const messages = {
  account:
    'KDC event {id}: the certificate of account "{account}" has no mapping that the domain controller accepts. Reissue it with the SID, or map it.',
  unnamed:
    'KDC event {id}: a client certificate has no mapping that the domain controller accepts. Reissue it with the SID, or map it explicitly.',
};

export default defineRule({
  id: 'evidence/certificate-refused',
  severity: 'warning',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Certificate not mapped by domain controller',
    what: 'An event of the Kerberos Key Distribution Center reports that a valid client certificate has no strong mapping (39), is older than its account (40), or contains the SID of another account (41). Windows Server 2008 R2 uses 41, 48, and 49.',
    why: 'Domain controllers with the updates of September 2025 reject such certificates, so IIS gets no account and the request ends with status 401.',
    fix: 'Reissue the certificate with the SID extension from an updated CA, or write a strong value to `altSecurityIdentities` of the account.',
    symptom: 'Individual users cannot sign in although their certificates are valid and other users can.',
    commands: [
      'Get-WinEvent -FilterHashtable @{ LogName = "System"; ProviderName = "Microsoft-Windows-Kerberos-Key-Distribution-Center"; Id = 39, 40, 41 } | Format-List',
    ],
    uncertain: 'If the event is a warning, it was logged in compatibility mode, in which sign-in still worked.',
    sources: [evidenceSources.strongMapping],
  },
  messages,
  applies: ({ settings }) => settings.facts.events.some(({ provider }) => provider === 'kdc'),
  check(server, report) {
    const seen = new Set<string>();
    for (const event of server.settings.facts.events) {
      if (event.provider !== 'kdc' || !ids.has(event.id)) continue;
      const key = `${event.uri}\n${event.id}\n${event.account?.toLowerCase() ?? ''}`;
      if (seen.size === seen.add(key).size) continue;
      const id = String(event.id);
      const { account } = event;
      report({
        message: account === null ? 'unnamed' : 'account',
        data: account === null ? { id } : fitting(messages.account, { id, account }, 'account'),
        at: event,
        configurationPath: '',
        evidence: mappingPlaces(server),
      });
    }
    return truth(seen.size > 0);
  },
});
