// HTTP.SYS asks for a certificate in every handshake of the front end.
import { bindingBits } from '../../exchange/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';
import { recordsWith } from '../ssl-records.js';
import { placeOfInformation } from '../bindings.js';

export default defineRule({
  id: 'tls/client-certificate-negotiation',
  severity: 'information',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Certificate negotiated in the handshake',
    what: 'Saved output of `netsh http show sslcert` has `Negotiate Client Certificate : Enabled` for the https binding of the front end.',
    why: 'The certificate is asked for before the path is known: from every client of that address, Outlook and browsers included, which may prompt their users. It is the one way to have certificates with TLS 1.3 and HTTP/2.',
    fix: 'Leave it where it is meant. Otherwise write the record anew without `clientcertnegotiation=enable`, or give ActiveSync an address of its own.',
    symptom: 'Browsers and Outlook ask for a certificate at every address of the server.',
    commands: ['netsh http show sslcert'],
    uncertain: 'The output is as old as its file: look at the server when it was changed since.',
    sources: [sources.netsh, sources.tls13],
  },
  messages: {
    asks: '{endpoint} negotiates client certificates in the handshake, so every client is asked for one, EWS and Autodiscover included.',
  },
  applies: ({ frontEnd, settings }) => frontEnd !== null && settings.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'negotiateClientCertificate', true);
    for (const { binding, record, at } of found) {
      // The flag of the binding has a finding of its own.
      if ((binding.flags & bindingBits.negotiateClientCertificate) !== 0) continue;
      report({
        message: 'asks',
        data: { endpoint: record.endpoint },
        at,
        configurationPath: server.frontEnd!.configurationPath,
        evidence: [
          { ...placeOfInformation(server.configuration, binding.binding), message: 'It stands behind this binding.' },
        ],
      });
    }
    return verdict;
  },
});
