// The flags of an https binding contradict each other, or are none.
import type { ParsedBinding } from '../../exchange/bindings.js';
import { bindingBits, httpsBindings } from '../../exchange/bindings.js';
import { truth } from '../../iis/truth.js';
import { placeOfBinding } from '../bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

const known = 255;
/** What is set per address and port, which the central certificate store does not have. */
const perAddress = 4 | 8 | 16 | 32 | 64;

function problemOf({ flags, host }: ParsedBinding): 'number' | 'unknown' | 'central' | 'host' | null {
  if (Number.isNaN(flags)) return 'number';
  if (flags > known) return 'unknown';
  if ((flags & bindingBits.centralStore) !== 0 && (flags & perAddress) !== 0) return 'central';
  return (flags & bindingBits.sni) !== 0 && host === '' ? 'host' : null;
}

export default defineRule({
  id: 'tls/binding-ssl-flags-invalid',
  severity: 'error',
  subject: 'server',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Binding flags that cannot be',
    what: 'The `sslFlags` of an https binding are no number, have a bit that is not known, combine the central certificate store (2) with flags of an address (4 to 64), or ask for a server name (1) without a host name.',
    why: 'IIS does not take such a binding, or finds no certificate for it, so that the site does not answer on it.',
    fix: 'Write the sum of the flags that are meant; 0 is a plain binding.',
    commands: ['Get-WebBinding -Protocol https | Format-List bindingInformation, sslFlags'],
    uncertain: 'Windows versions to come may know further bits.',
    sources: [sources.bindings, sources.winAcme],
  },
  messages: {
    number:
      '{site}: sslFlags="{value}" of {binding} is no number, and IIS does not load the file. Write the sum of the flags.',
    unknown:
      '{site}: sslFlags="{value}" of {binding} has a bit that IIS does not know. Write the sum of 1 to 128 that is meant.',
    central:
      '{site}: sslFlags="{value}" of {binding} joins the central certificate store (2) with flags of an address (4 to 64).',
    host: '{site}: sslFlags="{value}" of {binding} chooses by server name (1), and the binding has none. Take 1 off.',
  },
  applies: ({ sites }) => sites.some(({ bindings }) => bindings.length > 0),
  check(configuration, report) {
    let wrong = false;
    for (const site of configuration.sites) {
      for (const parsed of httpsBindings(site)) {
        const problem = problemOf(parsed);
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
