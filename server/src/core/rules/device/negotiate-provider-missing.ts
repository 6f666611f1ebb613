// Windows authentication does not offer Negotiate.
import { behindDevice, isNegotiate, offers } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { providerCommands, reportProviders } from '../support/provider-list.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/negotiate-provider-missing',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'Negotiate provider missing',
    what: 'A gateway validates client certificates, and the Windows authentication providers do not include `Negotiate` (or `Negotiate:Kerberos`). An empty list is reported by `device/providers-empty`.',
    why: 'The gateway presents a Kerberos ticket, which the Negotiate provider handles. NTLM alone cannot accept it.',
    fix: 'Add Negotiate and NTLM, in this order. The fix writes the list after a `<clear />`, because an inherited entry must not be added again.',
    symptom: 'Every request from the gateway ends with status 401.',
    commands: providerCommands,
    sources: [sources.seed, sources.windows],
  },
  messages: {
    missing:
      '{path}: the Negotiate provider is missing, so IIS rejects the Kerberos ticket of the gateway. Add Negotiate and NTLM.',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = offers(directory, (names) => names.length > 0 && !names.some(isNegotiate));
    if (verdict === 'yes') reportProviders(report, directory, 'missing');
    return verdict;
  },
});
