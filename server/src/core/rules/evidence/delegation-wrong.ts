// The gateway's account may not get Kerberos tickets for users to Exchange.
import type { Delegation, ServiceName, Sourced } from '../../evidence/facts.js';
import { disputedDelegations } from '../../exchange/delegations.js';
import { truth } from '../../iis/truth.js';
import { defineRule } from '../rule.js';
import { evidenceSources } from '../support/sources/evidence.js';
import { fitting } from '../support/words.js';

const messages = {
  transition:
    'TrustedToAuthForDelegation is False, so the gateway cannot get tickets for users who sign in with certificates. Set it to True.',
  names:
    'The account may not delegate to any Exchange name, such as {name}, so the gateway gets no ticket. Add it to msDS-AllowedToDelegateTo.',
};

export default defineRule({
  id: 'evidence/delegation-wrong',
  severity: 'error',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Constrained delegation incomplete',
    what: 'A gateway in front of Exchange signs users in with Kerberos, but the exported account of the gateway has `TrustedToAuthForDelegation` False, or its `msDS-AllowedToDelegateTo` contains none of the `http/` names in saved `setspn` output.',
    why: 'The gateway has the certificate of the user but no password, so it needs protocol transition and delegation to the Exchange name that it requests. If either is missing, the domain controller issues no ticket.',
    fix: 'On the Delegation tab of the account, select "Use any authentication protocol" and add the `http` service of the name that the gateway uses.',
    symptom: 'Every user who connects through the gateway gets status 401.',
    commands: [
      'Get-ADComputer <gateway> -Properties msDS-AllowedToDelegateTo, TrustedToAuthForDelegation | Format-List',
      'setspn -L <account>',
    ],
    uncertain: 'Resource-based constrained delegation, configured on the Exchange account, needs neither.',
    sources: [evidenceSources.delegation, evidenceSources.setspn],
  },
  messages,
  applies: ({ termination, settings }) => termination.value === 'device' && settings.facts.delegations.length > 0,
  check({ settings, frontEnd }, report) {
    const configurationPath = frontEnd?.configurationPath ?? '';
    const { delegations, serviceNames } = settings.facts;
    const disputed = disputedDelegations(delegations);
    let found = false;
    for (const delegation of delegations) {
      if (disputed.has(delegation)) continue;
      const { uri, protocolTransition, allowedTo } = delegation;
      // An account that may delegate to nothing is not a gateway's, or delegation is on the account of
      // Exchange.
      if (!allowedTo || allowedTo.names.length === 0) continue;
      if (protocolTransition?.value === false) {
        found = true;
        report({ message: 'transition', at: { uri, range: protocolTransition.range }, configurationPath });
      }
      const missing = missingNames(delegation, serviceNames);
      const [first] = missing ?? [];
      if (!first) continue;
      found = true;
      report({
        message: 'names',
        data: fitting(messages.names, { name: first.name }, 'name'),
        at: { uri, range: allowedTo.range },
        configurationPath,
        evidence: [{ uri: first.uri, range: first.range, message: 'Exchange has this name.' }],
      });
    }
    return !found && disputed.size > 0 ? 'unknown' : truth(found);
  },
});

/**
 * The names of Exchange, where the account may delegate to none of them; null where it may, or where that is
 * not known.
 */
function missingNames(
  { account, allowedTo }: Delegation,
  serviceNames: readonly Sourced<ServiceName>[],
): readonly Sourced<ServiceName>[] | null {
  if (!allowedTo || allowedTo.isCut) return null;
  const ofExchange = serviceNames.filter(
    (entry) => /^(?:http|host)\//i.test(entry.name) && entry.account.toLowerCase() !== account.toLowerCase(),
  );
  // A host name stands for http, too.
  const hostOf = (name: string): string => /^(?:http|host)\/([^/:]+)/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const allowed = new Set(allowedTo.names.map(({ text }) => hostOf(text)));
  return ofExchange.some(({ name }) => allowed.has(hostOf(name)))
    ? null
    : ofExchange.filter(({ name }) => /^http\//i.test(name));
}
