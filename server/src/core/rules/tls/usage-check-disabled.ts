// HTTP.SYS does not look whether a client certificate is meant for clients.
import { defineRule } from '../rule.js';
import { mayEndAtExchange } from '../support/certificate-mapping.js';
import { sources } from '../support/sources/exchange.js';
import { recordsWith } from '../support/ssl-records.js';

export default defineRule({
  id: 'tls/usage-check-disabled',
  severity: 'information',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Certificate usage check disabled',
    what: 'Saved output of `netsh http show sslcert` shows `Usage Check : Disabled` for the HTTPS binding of the front end.',
    why: 'HTTP.SYS then accepts certificates whose extended key usage does not contain Client Authentication.',
    fix: 'Add the record again without `usagecheck=disable`, unless your client certificates need it.',
    commands: ['netsh http show sslcert'],
    uncertain: 'The output shows the state when it was saved.',
    sources: [sources.netsh, sources.sslRecord],
  },
  messages: {
    off: 'Usage Check is disabled for {endpoint}, so certificates for other purposes than Client Authentication are accepted.',
  },
  applies: (server) => mayEndAtExchange(server) && server.settings.facts.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'usageCheck', false);
    for (const { site, record, at } of found)
      report({
        message: 'off',
        data: { endpoint: record.endpoint },
        at,
        configurationPath: site.configurationPath,
      });
    return verdict;
  },
});
