// Client certificates are requested, and HTTP.SYS does not look whether they were revoked.
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import { and, or } from '../../iis/truth.js';
import { mayEndAtExchange } from '../support/certificate-mapping.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { recordsWith } from '../support/ssl-records.js';
import { certificateNote } from '../support/certificate-note.js';

export default defineRule({
  id: 'tls/revocation-check-disabled',
  severity: 'warning',
  subject: 'exchange',
  sections: [sections.access],
  docs: {
    title: 'Revocation check disabled',
    what: 'Saved output of `netsh http show sslcert` shows `Verify Client Certificate Revocation : Disabled` for the HTTPS binding of the front end, on a server that requests client certificates.',
    why: 'The certificate of a lost phone keeps working after it is revoked.',
    fix: 'Add the record again without `verifyclientcertrevocation=disable`. If the check was disabled because of 403.13, make the CRLs reachable from the server: its computer account must reach them, through `netsh winhttp` if there is a proxy.',
    commands: ['netsh http show sslcert ipport=0.0.0.0:443', 'certutil -verify -urlfetch <certificate file>'],
    uncertain: 'The output shows the state when it was saved.',
    sources: [sources.netsh, sources.statusCodes],
  },
  messages: {
    off: 'Client certificate revocation is not checked for {endpoint}, so revoked certificates keep working. Enable the check.',
  },
  applies: (server) => mayEndAtExchange(server) && server.settings.facts.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'verifyRevocation', false);
    const directories = server.procedure;
    const asked = and(or(...directories.map(({ asksForCertificate }) => asksForCertificate)), verdict);
    if (asked !== 'yes') return asked;
    const asking = directories.find(({ asksForCertificate }) => asksForCertificate === 'yes')!;
    for (const { site, record, at } of found) {
      report({
        message: 'off',
        data: { endpoint: record.endpoint },
        at,
        configurationPath: site.configurationPath,
        evidence: notes(at, certificateNote(asking)),
      });
    }
    return 'yes';
  },
});
