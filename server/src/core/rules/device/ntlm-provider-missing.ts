// Windows authentication does not offer NTLM.
import { behindDevice, offers } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { providerCommands, reportProviders } from '../support/provider-list.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/ntlm-provider-missing',
  severity: 'warning',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'NTLM provider missing',
    what: 'A gateway validates client certificates, and the Windows authentication providers do not include `NTLM`. An empty list is reported by `device/providers-empty`.',
    why: 'Microsoft recommends both Negotiate and NTLM for this setup: where Kerberos is not used, NTLM is needed.',
    fix: 'Add Negotiate and NTLM, in this order. The fix writes the list after a `<clear />`.',
    uncertain: 'Some guides for Kerberos constrained delegation list Negotiate:Kerberos alone, so this is a warning.',
    commands: providerCommands,
    sources: [sources.seed, sources.windows],
  },
  messages: {
    missing: '{path}: the NTLM provider is missing; a gateway setup needs Negotiate and NTLM. Add both.',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = offers(directory, (names) => names.length > 0 && !names.includes('ntlm'));
    if (verdict === 'yes') reportProviders(report, directory, 'missing');
    return verdict;
  },
});
