// Client certificates are asked for, and HTTP.SYS does not look whether they were revoked.
import { certificateVirtualDirectories } from '../../exchange/layout.js';
import { sections } from '../../exchange/sections.js';
import { remarks } from '../../exchange/virtual-directory.js';
import { and, or } from '../../iis/truth.js';
import { mayEndAtExchange } from '../certificate-mapping.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';
import { recordsWith } from '../ssl-records.js';

export default defineRule({
  id: 'tls/revocation-check-disabled',
  severity: 'warning',
  subject: 'exchange',
  sections: [sections.access],
  docs: {
    title: 'Revocation not checked',
    what: 'Saved output of `netsh http show sslcert` has `Verify Client Certificate Revocation : Disabled` for the https binding of the front end, on a server that asks for client certificates.',
    why: 'The certificate of a lost phone keeps working after it was revoked.',
    fix: 'Write the record anew without `verifyclientcertrevocation=disable`. Where that was done because of 403.13, make the revocation lists reachable from the server: its own account has to reach them, through `netsh winhttp` where there is a proxy.',
    commands: ['netsh http show sslcert ipport=0.0.0.0:443', 'certutil -verify -urlfetch <certificate file>'],
    uncertain: 'The output is as old as its file: look at the server when it was changed since.',
    sources: [sources.netsh, sources.statusCodes],
  },
  messages: {
    off: 'Revocation of client certificates is not checked for {endpoint}: revoked ones keep working. Turn it on, and make the lists reachable.',
  },
  applies: (server) => mayEndAtExchange(server) && server.settings.sslRecords.length > 0,
  check(server, report) {
    const { found, verdict } = recordsWith(server, 'verifyRevocation', false);
    const directories = certificateVirtualDirectories.flatMap((name) => server.find(name) ?? []);
    const asked = and(or(...directories.map(({ asksForCertificate }) => asksForCertificate)), verdict);
    if (asked !== 'yes') return asked;
    const asking = directories.find(({ asksForCertificate }) => asksForCertificate === 'yes')!;
    for (const { record, at } of found) {
      report({
        message: 'off',
        data: { endpoint: record.endpoint },
        at,
        configurationPath: server.frontEnd!.configurationPath,
        evidence: remarks(at, [asking.sslFlags, 'Certificates are asked for here.']),
      });
    }
    return 'yes';
  },
});
