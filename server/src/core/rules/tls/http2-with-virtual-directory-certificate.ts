// HTTP/2 is offered where a certificate is requested after the handshake.
import { sections } from '../../sign-in/sections.js';
import { clientBindings, switchAt, type RecordedBinding } from '../../exchange/ssl-records.js';
import { mayValidate, ownsRequirement } from '../../exchange/sign-in.js';
import { and, not, or, type Truth } from '../../iis/truth.js';
import { placeOfBinding } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

function offers({ binding, records }: RecordedBinding): Truth {
  return and(
    not(switchAt(binding, records, 'disableHttp2')),
    not(switchAt(binding, records, 'negotiateClientCertificate')),
  );
}

export default defineRule({
  id: 'tls/http2-with-virtual-directory-certificate',
  severity: 'hint',
  subject: 'exchange',
  sections: [sections.access],
  docs: {
    title: 'HTTP/2 with renegotiated client certificates',
    what: 'A virtual directory requires client certificates, Windows is known to be Server 2016 or later (`windowsServer` in `.exchange-cba.json`), and an HTTPS binding of its site does not disable HTTP/2.',
    why: 'HTTP/2 does not allow a certificate request after the handshake. IIS tells the client to retry with HTTP/1.1, and some clients do not.',
    fix: 'If clients fail, disable HTTP/2 for the binding in IIS Manager or with netsh.',
    symptom: 'Some clients fail while others work with the same certificate.',
    commands: ['netsh http show sslcert'],
    uncertain: 'Sources disagree about the Windows version that introduced the flag.',
    sources: [sources.http2, sources.rfc8740, sources.bindings],
  },
  messages: {
    offered:
      '{site}: HTTP/2 is offered on {binding}; some clients do not retry with HTTP/1.1 to send their certificate.',
  },
  applies: ({ frontEnd, settings }) =>
    frontEnd !== null && settings.windowsServer !== null && settings.windowsServer !== '2012R2',
  check(server, report) {
    const { configuration, frontEnd } = server;
    const site = frontEnd!;
    const directories = server.procedure.filter(mayValidate);
    const bindings = clientBindings(server);
    const offering = bindings.find((bound) => offers(bound) === 'yes')?.binding;
    const verdict = and(or(...directories.map(ownsRequirement)), or(...bindings.map(offers)));
    if (verdict === 'yes' && offering) {
      report({
        message: 'offered',
        data: { site: site.configurationPath, binding: offering.binding.bindingInformation.value },
        at: placeOfBinding(configuration, offering.binding),
        configurationPath: site.configurationPath,
      });
    }
    return verdict;
  },
});
