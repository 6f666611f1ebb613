// A service principal name is on two accounts, so that no Kerberos ticket can be issued for it.
import type { ServiceName, Sourced } from '../../evidence/facts.js';
import { disputedServiceNames } from '../../exchange/service-names.js';
import { truth } from '../../iis/truth.js';
import { defineRule } from '../rule.js';
import { evidenceSources } from '../support/sources/evidence.js';
import { fitting } from '../support/words.js';

const message =
  '"{name}" is registered on two accounts, so the gateway gets no Kerberos ticket for it. Remove it from one with "setspn -D".';

export default defineRule({
  id: 'evidence/spn-duplicate',
  severity: 'error',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Duplicate service principal name',
    what: 'Saved output of `setspn` shows an `http/` name on two accounts, and a gateway in front of Exchange signs users in with Kerberos.',
    why: 'If a name is registered on two accounts, the domain controller issues no ticket for it. The gateway then cannot sign users in, or falls back to NTLM.',
    fix: 'Keep the name on the account that the application pools use: the alternate service account or, without one, the computer account. Remove it from the other account.',
    symptom: 'Every user who connects through the gateway gets status 401.',
    commands: ['setspn -X', 'setspn -Q http/mail.contoso.com', 'setspn -D http/mail.contoso.com <account>'],
    sources: [evidenceSources.setspn, evidenceSources.delegation],
  },
  messages: { duplicate: message },
  applies: ({ termination, settings }) => termination.value === 'device' && settings.facts.serviceNames.length > 0,
  check({ settings, frontEnd }, report) {
    const first = new Map<string, Sourced<ServiceName>>();
    const reported = new Set<string>();
    const disputed = disputedServiceNames(settings.facts.serviceNames);
    for (const entry of settings.facts.serviceNames) {
      const name = entry.name.toLowerCase();
      if (!name.startsWith('http/') || disputed.has(entry)) continue;
      const known = first.get(name);
      if (!known) first.set(name, entry);
      else if (known.account.toLowerCase() !== entry.account.toLowerCase() && !reported.has(name)) {
        reported.add(name);
        report({
          message: 'duplicate',
          data: fitting(message, { name: entry.name }, 'name'),
          at: entry,
          configurationPath: frontEnd?.configurationPath ?? '',
          evidence: [{ uri: known.uri, range: known.range, message: 'It is registered here too.' }],
        });
      }
    }
    return reported.size === 0 && disputed.size > 0 ? 'unknown' : truth(reported.size > 0);
  },
});
