// Certificates are mapped to accounts, and nothing provided tells whether the DS mapper of HTTP.SYS is on.
import { sections } from '../../sign-in/sections.js';
import { switchOf } from '../../exchange/ssl-records.js';
import { certificateBindings, lacksRecord } from '../support/ssl-records.js';
import { and, not, or } from '../../iis/truth.js';
import type { Truth } from '../../iis/truth.js';
import { mappingPlaces, mapsCertificates, mayEndAtExchange } from '../support/certificate-mapping.js';
import type { SslRecord } from '../../evidence/netsh-records.js';
import { agreed } from '../../text/agreed.js';
import type { Note } from '../../text/range.js';
import { clip } from '../support/words.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

/** The records that say the switch, where they contradict each other. */
function dispute(records: readonly SslRecord[]): readonly SslRecord[] {
  const said = records.filter(({ dsMapper }) => dsMapper !== null);
  return agreed(said.map(({ dsMapper }) => dsMapper!.on)) === null ? said : [];
}

export default defineRule({
  id: 'exchange/ds-mapper-unverified',
  severity: 'information',
  subject: 'exchange',
  sections: [sections.mapping],
  docs: {
    title: 'DS Mapper Usage not verified',
    what: 'Client certificates are mapped to Active Directory accounts, and no saved output of `netsh http show sslcert` shows `DS Mapper Usage : Enabled` for the HTTPS binding of the front end.',
    why: 'HTTP.SYS maps a certificate to an account only if DS Mapper Usage is enabled in its certificate record. IIS Manager enables it, but command-line tools and tools that renew certificates may not. It is in no configuration file.',
    fix: 'Run `netsh http show sslcert` on the server and look for `DS Mapper Usage : Enabled`. If you save the output next to applicationHost.config as `sslcert.txt`, it is checked together with the configuration.',
    symptom: 'Requests with a valid certificate end with status 401 although all IIS settings are correct.',
    commands: ['netsh http show sslcert ipport=0.0.0.0:443', 'netsh http show sslcert > sslcert.txt'],
    uncertain: 'Which registry value holds DS Mapper Usage is inferred from the HTTP API.',
    sources: [sources.procedure, sources.winAcmeRenewal, sources.exchangeDsc],
  },
  messages: {
    unverified:
      'Not verified: mapping needs DS Mapper Usage "Enabled" on the binding. Save "netsh http show sslcert" output here as sslcert.txt.',
    disputed:
      'Not verified: saved output has DS Mapper Usage of {endpoint} enabled and disabled. Keep only what is newest.',
  },
  applies: mayEndAtExchange,
  check(server, report) {
    const bindings = certificateBindings(server);
    // A missing record is a finding of its own, and holds no switch to look at.
    const mappers = bindings
      .filter((bound) => lacksRecord(bound, server) !== 'yes')
      .map(({ records }) => switchOf(records, 'dsMapper'));
    const unverified = bindings.length === 0 || mappers.includes('unknown') ? 'yes' : 'no';
    // A record without it is a finding of its own, and nothing is left to look at.
    const verdict: Truth = and(
      mapsCertificates(server),
      unverified,
      not(or(...mappers.map((on) => (on === 'no' ? 'yes' : 'no')))),
    );
    const [first, ...others] = mappingPlaces(server);
    if (verdict !== 'yes' || !first) return verdict;
    const said = bindings.flatMap(({ records }) => dispute(records));
    const [record] = said;
    if (!record) report({ message: 'unverified', at: first, evidence: others });
    else {
      const places = said.map(({ uri, dsMapper }): Note => ({
        uri,
        range: dsMapper!.range,
        message: dsMapper!.on ? 'It is enabled here.' : 'It is disabled here.',
      }));
      const data = { endpoint: clip(record.endpoint, 40) };
      report({ message: 'disputed', data, at: first, evidence: [...places, ...others] });
    }
    return verdict;
  },
});
