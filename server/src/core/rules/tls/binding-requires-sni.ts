// An https binding of the front end chooses its certificate by server name.
import { bindingBits, httpsBindings, type ParsedBinding } from '../../exchange/bindings.js';
import { truth } from '../../iis/truth.js';
import { flagsCommand, placeOfBinding } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'tls/binding-requires-sni',
  severity: 'warning',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Front-end binding requires SNI',
    what: 'An HTTPS binding of the front-end site has flag 1 (Require SNI) and a host name, and there is no binding without them on that port.',
    why: 'The Exchange default bindings have no host name. The binding does not answer clients that send no host name in the handshake or a different one.',
    fix: 'Clear Require SNI, or add a binding without a host name on the same port.',
    symptom: 'Some devices, and tests on the server itself, cannot connect.',
    commands: ['Get-WebBinding -Name "Default Web Site" -Protocol https | Format-List bindingInformation, sslFlags'],
    uncertain:
      'Which clients fail depends on what they send; Exchange does not document that it needs bindings without SNI.',
    sources: [sources.bindings, sources.realServers],
  },
  messages: {
    sni: '{site}: {binding} answers only clients that send this host name; the Exchange default does not. Clear Require SNI (flag 1).',
  },
  applies: ({ frontEnd }) => frontEnd !== null,
  check({ configuration, frontEnd }, report) {
    const site = frontEnd!;
    const bindings = httpsBindings(site);
    const named = bindings.filter((one) => isNamed(one) && !bindings.some((other) => answersFor(other, one)));
    for (const { binding, flags } of named) {
      const change = flagsCommand(site, 'Clear Require SNI', [[binding, flags & ~bindingBits.sni]]);
      report({
        message: 'sni',
        data: { site: site.configurationPath, binding: binding.bindingInformation.value },
        at: placeOfBinding(configuration, binding),
        configurationPath: site.configurationPath,
        remedies: [{ title: 'Clear Require SNI', kind: 'review', changes: [change] }],
      });
    }
    return truth(named.length > 0);
  },
});

function isNamed({ flags, host }: ParsedBinding): boolean {
  return (flags & bindingBits.sni) !== 0 && host !== '';
}

/** A client that sends no server name, or another one, reaches that binding of the same site. */
function answersFor(other: ParsedBinding, { address, port }: ParsedBinding): boolean {
  return other.host === '' && other.port === port && (other.address === '' || other.address === address);
}
