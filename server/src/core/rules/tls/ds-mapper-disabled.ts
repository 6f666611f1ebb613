// Certificates are mapped to accounts, and HTTP.SYS has the DS mapper off for the binding.
import { netshEndpoint } from '../../evidence/netsh-commands.js';
import { sections } from '../../exchange/sections.js';
import { and } from '../../iis/truth.js';
import { dsMapperChange } from '../../remedy/ds-mapper.js';
import { mappingPlaces, mapsClients, mayEndAtExchange } from '../certificate-mapping.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';
import { recordsWith } from '../ssl-records.js';

export default defineRule({
  id: 'tls/ds-mapper-disabled',
  severity: 'error',
  subject: 'exchange',
  sections: [sections.mapping],
  docs: {
    title: 'DS mapper off',
    what: 'Saved output of `netsh http show sslcert` has `DS Mapper Usage : Disabled` for the https binding of the front end, on a server that maps client certificates to Active Directory accounts.',
    why: 'HTTP.SYS then hands the certificate on without an account, and the mapping of IIS finds nobody. It happens when mapping was turned on by command line, and again whenever a tool that renews the certificate writes the record anew.',
    fix: 'Write the record anew with `dsmapperusage=enable`, or turn mapping off and on in IIS Manager at server level; then run `iisreset`. See to it that whatever renews the certificate keeps it.',
    symptom:
      'Requests with a valid certificate end with status 401, often since the day on which the certificate was renewed.',
    commands: [
      'netsh http show sslcert ipport=0.0.0.0:443',
      'netsh http delete sslcert ipport=0.0.0.0:443',
      'netsh http add sslcert ipport=0.0.0.0:443 certhash=<thumbprint> appid={4dc3e181-e14b-4a21-b022-59fc669b0914} certstorename=MY dsmapperusage=enable',
    ],
    uncertain: 'The output is as old as its file: look at the server when it was changed since.',
    sources: [sources.procedure, sources.winAcmeRenewal, sources.exchangeDsc, sources.netsh],
  },
  messages: {
    off: 'DS Mapper Usage is Disabled for {endpoint}, so HTTP.SYS maps no certificate to an account. Write the record anew with dsmapperusage=enable.',
  },
  applies: (server) => mayEndAtExchange(server) && server.settings.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'dsMapper', false);
    const mapped = and(mapsClients(server), verdict);
    if (mapped !== 'yes') return mapped;
    for (const { record, at } of found) {
      const endpoint = netshEndpoint(record);
      report({
        message: 'off',
        data: { endpoint: record.endpoint },
        at,
        configurationPath: server.frontEnd!.configurationPath,
        evidence: mappingPlaces(server),
        remedies:
          endpoint === null
            ? []
            : [{ title: 'Switch on the DS mapper', kind: 'review', changes: [dsMapperChange([endpoint])] }],
      });
    }
    return 'yes';
  },
});
