// HTTP.SYS rejects every connection to a binding of the front end.
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { recordsWith } from '../support/ssl-records.js';

export default defineRule({
  id: 'tls/record-rejects-connections',
  severity: 'error',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Certificate record rejects connections',
    what: 'Saved output of `netsh http show sslcert` shows `Reject Connections : Enabled` for an HTTPS binding of the front end, or (warning) for an address or host name that no binding uses any more.',
    why: 'HTTP.SYS rejects the connection in the TLS handshake, before IIS sees a request.',
    fix: 'Add the record again without `reject=enable`, or select the certificate of the binding in IIS Manager again.',
    symptom: 'Clients cannot connect, and IIS logs nothing.',
    commands: ['netsh http show sslcert'],
    uncertain: 'The output shows the state when it was saved. Microsoft documents only the name of the flag.',
    sources: [sources.netsh, sources.sslRecord],
  },
  messages: {
    rejects:
      'Reject Connections is enabled for {endpoint}, so no client gets a TLS connection. Add the record again without reject=enable.',
    leftover:
      'Reject Connections is enabled for {endpoint}, which no binding uses; clients that connect there get no TLS connection. Delete the record if nothing needs it.',
  },
  applies: ({ settings }) => settings.facts.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'rejectConnections', true);
    for (const { site, record, at, evidence, isLeftover } of found) {
      report({
        message: isLeftover ? 'leftover' : 'rejects',
        ...(isLeftover ? { severity: 'warning' } : {}),
        data: { endpoint: record.endpoint },
        at,
        configurationPath: site.configurationPath,
        evidence,
      });
    }
    return verdict;
  },
});
