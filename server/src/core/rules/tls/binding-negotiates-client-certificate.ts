// A binding of the front end asks every client for a certificate.
import { bindingBits, httpsBindings, type ParsedBinding } from '../../exchange/bindings.js';
import { flagAt, recordsBehind, switchAt } from '../../exchange/ssl-records.js';
import { or, type Truth } from '../../iis/truth.js';
import { endpointsOf, negotiationOff, recordChange } from '../../remedy/ssl-record.js';
import { flagsCommand, placeOfBinding } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

export default defineRule({
  id: 'tls/binding-negotiates-client-certificate',
  severity: 'warning',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Binding negotiates client certificates',
    what: 'An HTTPS binding of the front-end site has flag 128 (NegotiateClientCert).',
    why: 'HTTP.SYS then requests the certificate before the path is known, including from Outlook and browsers, which have none and may prompt their users.',
    fix: 'Remove the flag, or give ActiveSync its own address. Keep the flag if certificates are to work with TLS 1.3.',
    symptom: 'Browsers and Outlook prompt for a certificate on every address of the server.',
    commands: ['netsh http show sslcert'],
    sources: [sources.bindings, sources.winAcme, sources.netsh],
  },
  messages: {
    asks: '{site}: {binding} requests a client certificate in every handshake, including EWS and Autodiscover. Remove flag 128.',
  },
  applies: ({ frontEnd }) => frontEnd !== null,
  check({ configuration, frontEnd, settings }, report) {
    const site = frontEnd!;
    const flagged = httpsBindings(site).filter((binding) => flagAt(binding, 'negotiateClientCertificate'));
    const asks = (binding: ParsedBinding): Truth =>
      switchAt(binding, recordsBehind(binding, settings.facts.sslRecords), 'negotiateClientCertificate');
    const asking = flagged.filter((binding) => asks(binding) === 'yes');
    for (const { binding, flags } of asking) {
      const changes = [
        flagsCommand(site, 'Disable certificate negotiation in the handshake', [
          [binding, flags & ~bindingBits.negotiateClientCertificate],
        ]),
        recordChange(negotiationOff, endpointsOf({ bindings: [binding] })),
      ];
      report({
        message: 'asks',
        data: {
          site: site.configurationPath,
          value: binding.sslFlags.value,
          binding: binding.bindingInformation.value,
        },
        at: placeOfBinding(configuration, binding),
        configurationPath: site.configurationPath,
        remedies: [{ title: 'Disable certificate negotiation in the handshake', kind: 'review', changes }],
      });
    }
    return or(...flagged.map(asks));
  },
});
