// Saved HTTP.SYS records contain no certificate for an HTTPS binding of the front end.
import { or } from '../../iis/truth.js';
import type { Truth } from '../../iis/truth.js';
import { placeOfInformation } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateBindings, lacksRecord, listedRecords } from '../support/ssl-records.js';

export default defineRule({
  id: 'tls/record-missing',
  severity: 'warning',
  subject: 'exchange',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'No certificate record for binding',
    what: 'Saved output of `netsh http show sslcert` contains certificate records, but none for an HTTPS binding of the front end.',
    why: 'HTTP.SYS takes the server certificate from this record, not from applicationHost.config. Without it, no client gets a TLS connection, and IIS logs nothing.',
    fix: 'Run `netsh http show sslcert` without a filter. If the record is missing there too, select the certificate of the binding in IIS Manager, or run `Enable-ExchangeCertificate` again.',
    symptom:
      'Clients cannot connect, IIS logs nothing, and the System log has HTTP event 15300 without a later event 15301.',
    commands: [
      'netsh http show sslcert',
      'wevtutil qe System /q:"*[System[(EventID=15300 or EventID=15301)]]" /f:text',
      'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services IIS',
    ],
    uncertain:
      'The file may be older than the record, or contain the output for one endpoint only (`ipport=`, `hostnameport=`).',
    sources: [sources.sslTroubleshooting, sources.netsh],
  },
  messages: {
    missing:
      '{site}: no certificate record for {binding} in the netsh output. Unless the output is partial, TLS fails for every client. Check it.',
  },
  applies: ({ settings }) => listedRecords(settings.facts.sslRecords).length > 0,
  check(server, report) {
    const { configuration, settings } = server;
    const [first] = listedRecords(settings.facts.sslRecords);
    const verdicts = certificateBindings(server).map((bound): Truth => {
      const verdict = lacksRecord(bound, server);
      if (verdict !== 'yes') return verdict;
      const { site, binding } = bound;
      report({
        message: 'missing',
        data: { site: site.configurationPath, binding: binding.binding.bindingInformation.value },
        at: placeOfInformation(configuration, binding.binding),
        configurationPath: site.configurationPath,
        evidence: first
          ? [{ uri: first.uri, range: first.range, message: 'The first record of the netsh output.' }]
          : [],
      });
      return 'yes';
    });
    return or(...verdicts);
  },
});
