// Certificates are mapped to accounts, and HTTP.SYS has the DS mapper off for the binding.
import { netshEndpoint } from '../../evidence/netsh-commands.js';
import { sections } from '../../sign-in/sections.js';
import { and } from '../../iis/truth.js';
import { dsMapperOn, recordChange } from '../../remedy/ssl-record.js';
import { mappingPlaces, mapsClients, mayEndAtExchange } from '../support/certificate-mapping.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { recordsWith } from '../support/ssl-records.js';

export default defineRule({
  id: 'tls/ds-mapper-disabled',
  severity: 'error',
  subject: 'exchange',
  sections: [sections.mapping],
  docs: {
    title: 'DS Mapper Usage disabled',
    what: 'Saved output of `netsh http show sslcert` shows `DS Mapper Usage : Disabled` for the HTTPS binding of the front end, on a server that maps client certificates to Active Directory accounts. A record for an address or host name that no binding uses any more is a warning: HTTP.SYS prefers it, but clients may not connect there.',
    why: 'HTTP.SYS then passes the certificate on without an account. This happens when mapping was enabled from the command line, and when a tool that renews the certificate creates the record again.',
    fix: 'Add the record again with `dsmapperusage=enable`, or disable and enable mapping at the server level in IIS Manager; then run `iisreset`. A record is replaced as a whole, so repeat its other settings, as the script of the fix does; HTTPS is down until then. The tool that renews the certificate must keep the setting.',
    symptom: 'Requests with a valid certificate end with status 401, often since the certificate was renewed.',
    commands: [
      'netsh http show sslcert ipport=0.0.0.0:443',
      'netsh http delete sslcert ipport=0.0.0.0:443',
      'netsh http add sslcert ipport=0.0.0.0:443 certhash=<thumbprint> appid={4dc3e181-e14b-4a21-b022-59fc669b0914} certstorename=MY dsmapperusage=enable',
    ],
    uncertain: 'The output shows the state when it was saved.',
    sources: [sources.procedure, sources.winAcmeRenewal, sources.exchangeDsc, sources.netsh],
  },
  messages: {
    off: 'DS Mapper Usage is disabled for {endpoint}, so HTTP.SYS maps no certificate. Add the record again with dsmapperusage=enable.',
    leftover:
      'DS Mapper Usage is disabled for {endpoint}, which no binding uses; clients that connect there are not mapped. Add the record again, or delete it.',
  },
  applies: (server) => mayEndAtExchange(server) && server.settings.facts.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'dsMapper', false);
    const mapped = and(mapsClients(server), verdict);
    if (mapped !== 'yes') return mapped;
    for (const { site, record, at, isLeftover } of found) {
      const endpoint = netshEndpoint(record);
      report({
        message: isLeftover ? 'leftover' : 'off',
        ...(isLeftover ? { severity: 'warning' } : {}),
        data: { endpoint: record.endpoint },
        at,
        configurationPath: site.configurationPath,
        evidence: mappingPlaces(server),
        remedies:
          endpoint === null
            ? []
            : [
                {
                  title: 'Enable DS Mapper Usage',
                  kind: 'review',
                  changes: [recordChange(dsMapperOn, [endpoint], { isRecorded: true })],
                },
              ],
      });
    }
    return 'yes';
  },
});
