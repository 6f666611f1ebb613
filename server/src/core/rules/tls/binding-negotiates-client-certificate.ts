// A binding of the front end asks every client for a certificate.
import { bindingBits, httpsBindings } from '../../exchange/bindings.js';
import { truth } from '../../iis/truth.js';
import { flagsChange, placeOfBinding } from '../bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

export default defineRule({
  id: 'tls/binding-negotiates-client-certificate',
  severity: 'warning',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Certificate asked for in every handshake',
    what: "An https binding of the front end's site has the flag 128 (NegotiateClientCert).",
    why: 'The certificate is then asked for before the path is known: from clients of Outlook on the web, EWS and Autodiscover too, which have none to show and may prompt their users.',
    fix: 'Take the flag off, or give ActiveSync an address of its own. It is the one way to have certificates with TLS 1.3, so leave it where that is meant.',
    symptom: 'Browsers and Outlook ask for a certificate at every address of the server.',
    commands: ['netsh http show sslcert'],
    sources: [sources.bindings, sources.winAcme, sources.netsh],
  },
  messages: {
    asks: '{site}: sslFlags="{value}" of {binding} asks every client for a certificate, EWS and Autodiscover included. Take 128 off.',
  },
  applies: ({ frontEnd }) => frontEnd !== null,
  check({ configuration, frontEnd }, report) {
    const site = frontEnd!;
    const asking = httpsBindings(site).filter(({ flags }) => (flags & bindingBits.negotiateClientCertificate) !== 0);
    for (const { binding, flags } of asking) {
      const change = flagsChange(configuration, 'Ask for no certificate in the handshake', [
        [binding, flags & ~bindingBits.negotiateClientCertificate],
      ]);
      report({
        message: 'asks',
        data: {
          site: site.configurationPath,
          value: binding.sslFlags.value,
          binding: binding.bindingInformation.value,
        },
        at: placeOfBinding(configuration, binding),
        configurationPath: site.configurationPath,
        remedies: [{ title: 'Ask for no certificate in the handshake', kind: 'review', changes: [change] }],
      });
    }
    return truth(asking.length > 0);
  },
});
