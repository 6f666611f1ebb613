// Windows authentication offers NTLM first.
import { behindDevice, isNegotiate, offers } from '../../exchange/device.js';
import { sections } from '../../sign-in/sections.js';
import { providerCommands, reportProviders } from '../support/provider-list.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'device/provider-order',
  severity: 'hint',
  subject: 'virtualDirectory',
  sections: [sections.windows],
  docs: {
    title: 'NTLM listed before Negotiate',
    what: 'A gateway validates client certificates, and `NTLM` precedes `Negotiate` in the Windows authentication providers.',
    why: 'IIS offers providers in list order, and a client may use the first one that it supports. The IIS default is Negotiate first.',
    fix: 'Move Negotiate to the top.',
    uncertain:
      'If a provider is removed and added again, its position is unknown (it was measured for modules and handlers only), and nothing is reported.',
    commands: providerCommands,
    sources: [sources.windows],
  },
  messages: {
    order: '{path}: NTLM is offered before Negotiate, so clients may never try Kerberos. Move Negotiate to the top.',
  },
  applies: behindDevice,
  check(directory, report) {
    const verdict = offers(
      directory,
      (names) => names.includes('ntlm') && names.findIndex(isNegotiate) > names.indexOf('ntlm'),
    );
    const hasBoth = offers(directory, (names) => names.includes('ntlm') && names.some(isNegotiate));
    if (hasBoth === 'yes' && directory.isProviderOrderInferred) return 'unknown';
    if (verdict === 'yes') reportProviders(report, directory, 'order', 'Move Negotiate to the top');
    return verdict;
  },
});
