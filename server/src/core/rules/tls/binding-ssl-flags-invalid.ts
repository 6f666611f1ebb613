// The flags of an HTTPS binding contradict each other, or are none.
import { flagsProblem, httpsBindings } from '../../exchange/bindings.js';
import { truth } from '../../iis/truth.js';
import { placeOfBinding } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'tls/binding-ssl-flags-invalid',
  severity: 'error',
  subject: 'server',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Invalid binding sslFlags',
    what: 'The `sslFlags` of an HTTPS binding are not a number, contain an unknown bit, combine the centralized certificate store (2) with flags of an address (4 to 64), or require SNI (1) without a host name.',
    why: 'IIS does not accept such a binding or finds no certificate for it, so the site does not answer on it.',
    fix: 'Enter the sum of the flags that you need; 0 is a plain binding.',
    commands: ['Get-WebBinding -Protocol https | Format-List bindingInformation, sslFlags'],
    uncertain: 'Later Windows versions may define further bits.',
    sources: [sources.bindings, sources.winAcme],
  },
  messages: {
    number:
      '{site}: sslFlags="{value}" of {binding} is not a number, so IIS cannot load the file. Enter the sum of the flags.',
    unknown:
      '{site}: sslFlags="{value}" of {binding} contains an unknown bit. Enter the sum of the flags (1 to 128) that you need.',
    central:
      '{site}: sslFlags="{value}" of {binding} combines the centralized certificate store (2) with flags of an address (4 to 64).',
    host: '{site}: sslFlags="{value}" of {binding} requires SNI (1), but the binding has no host name. Remove flag 1.',
  },
  applies: ({ sites }) => sites.some(({ bindings }) => bindings.length > 0),
  check(configuration, report) {
    let wrong = false;
    for (const site of configuration.sites) {
      for (const parsed of httpsBindings(site)) {
        const problem = flagsProblem(parsed);
        if (!problem) continue;
        wrong = true;
        const { binding } = parsed;
        report({
          message: problem,
          data: {
            site: site.configurationPath,
            value: binding.sslFlags.value.slice(0, 20),
            binding: binding.bindingInformation.value,
          },
          at: placeOfBinding(configuration, binding),
          configurationPath: site.configurationPath,
        });
      }
    }
    return truth(wrong);
  },
});
