// HTTP.SYS accepts client certificates of a list of issuers alone.
import { defineRule } from '../rule.js';
import { mayEndAtExchange } from '../support/certificate-mapping.js';
import { sources } from '../support/sources/exchange.js';
import { recordsWith } from '../support/ssl-records.js';

export default defineRule({
  id: 'tls/record-trust-list',
  severity: 'information',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Certificate record has a trust list',
    what: 'Saved output of `netsh http show sslcert` shows a `Ctl Store Name` or `Ctl Identifier` for the HTTPS binding of the front end.',
    why: 'HTTP.SYS may then accept only client certificates whose CA is in that store or list (CTL).',
    fix: 'Make sure that the CA of the client certificates is in the list. Otherwise add the record again without `sslctlidentifier` and `sslctlstorename`.',
    symptom: 'Requests with a valid certificate may end with 403.16, or with 403.7 if the list is sent to clients.',
    commands: ['netsh http show sslcert', 'certutil -store ClientAuthIssuer'],
    uncertain: 'Which CAs the store contains is not in this output. The output shows the state when it was saved.',
    sources: [sources.netsh, sources.sslRecord],
  },
  messages: {
    list: '{endpoint} has a trust list (CTL): certificates of other CAs may get 403.16 or 403.7. Make sure that your CA is in it.',
  },
  applies: (server) => mayEndAtExchange(server) && server.settings.facts.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'trustList', true);
    for (const { site, record, at } of found)
      report({
        message: 'list',
        data: { endpoint: record.endpoint },
        at,
        configurationPath: site.configurationPath,
      });
    return verdict;
  },
});
