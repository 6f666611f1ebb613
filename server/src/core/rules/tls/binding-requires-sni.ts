// An https binding of the front end chooses its certificate by server name.
import { bindingBits, httpsBindings, type ParsedBinding } from '../../exchange/bindings.js';
import { truth } from '../../iis/truth.js';
import { flagsChange, placeOfBinding } from '../bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'tls/binding-requires-sni',
  severity: 'warning',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Front end binding needs a server name',
    what: "An https binding of the front end's site has the flag 1 (SNI) and a host name, and no binding without them stands beside it on that port.",
    why: 'Exchange ships its bindings without one. Clients that send no server name, or another than the binding has, are not answered by it.',
    fix: 'Take the flag off, or keep a binding without host name beside it.',
    symptom: 'Some devices, and tests on the server itself, get no connection.',
    commands: ['Get-WebBinding -Name "Default Web Site" -Protocol https | Format-List bindingInformation, sslFlags'],
    uncertain:
      'Which clients fail depends on what they send; Exchange does not document that it needs bindings without SNI.',
    sources: [sources.bindings, sources.realServers],
  },
  messages: {
    sni: '{site}: {binding} answers only clients that send this server name; Exchange ships bindings without. Take 1 off sslFlags.',
  },
  applies: ({ frontEnd }) => frontEnd !== null,
  check({ configuration, frontEnd }, report) {
    const site = frontEnd!;
    const bindings = httpsBindings(site);
    const named = bindings.filter((one) => isNamed(one) && !bindings.some((other) => answersFor(other, one)));
    for (const { binding, flags } of named) {
      const change = flagsChange(configuration, 'Answer without a server name', [[binding, flags & ~bindingBits.sni]]);
      report({
        message: 'sni',
        data: { site: site.configurationPath, binding: binding.bindingInformation.value },
        at: placeOfBinding(configuration, binding),
        configurationPath: site.configurationPath,
        remedies: [{ title: 'Answer without a server name', kind: 'review', changes: [change] }],
      });
    }
    return truth(named.length > 0);
  },
});

function isNamed({ flags, host }: ParsedBinding): boolean {
  return (flags & bindingBits.sni) !== 0 && host !== '';
}

/** Whoever sends no server name, or another, comes to that binding of the same site. */
function answersFor(other: ParsedBinding, { address, port }: ParsedBinding): boolean {
  return other.host === '' && other.port === port && (other.address === '' || other.address === address);
}
