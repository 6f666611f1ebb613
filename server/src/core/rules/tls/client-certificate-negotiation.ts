// HTTP.SYS asks for a certificate in every handshake of the front end.
import { bindingBits } from '../../exchange/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { recordsWith } from '../support/ssl-records.js';

export default defineRule({
  id: 'tls/client-certificate-negotiation',
  severity: 'information',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'HTTP.SYS negotiates client certificates',
    what: 'Saved output of `netsh http show sslcert` shows `Negotiate Client Certificate : Enabled` for the HTTPS binding of the front end.',
    why: 'HTTP.SYS requests the certificate before the path is known, from every client of that address. With TLS 1.3 and HTTP/2 this is the only way to use client certificates.',
    fix: 'Keep it if it is intended. Otherwise add the record again without `clientcertnegotiation=enable`, or give ActiveSync its own address.',
    symptom: 'Browsers and Outlook prompt for a certificate on every address of the server.',
    commands: ['netsh http show sslcert'],
    uncertain: 'The output shows the state when it was saved.',
    sources: [sources.netsh, sources.tls13],
  },
  messages: {
    asks: '{endpoint} negotiates client certificates in the handshake, so every client is asked for one, including EWS and Autodiscover.',
  },
  applies: ({ frontEnd, settings }) => frontEnd !== null && settings.facts.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'negotiateClientCertificate', true);
    for (const { site, binding, record, at, evidence } of found) {
      // The flag of the binding has a finding of its own.
      if ((binding.flags & bindingBits.negotiateClientCertificate) !== 0) continue;
      report({
        message: 'asks',
        data: { endpoint: record.endpoint },
        at,
        configurationPath: site.configurationPath,
        evidence,
      });
    }
    return verdict;
  },
});
