// Client certificates or their mapping are configured on the back end.
import { sections } from '../../sign-in/sections.js';
import { notes } from '../../exchange/virtual-directory.js';
import type { Effective } from '../../iis/effective.js';
import type { Truth } from '../../iis/truth.js';
import { holds, isOn, or } from '../../iis/truth.js';
import type { VirtualDirectory } from '../../exchange/virtual-directory.js';
import { flagsWithout, flagsWithoutCertificates, iisMapping, mapping, remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

/** Only what is written for the path itself; what it inherits is the mistake of the place above. */
function own(directory: VirtualDirectory, effective: Effective<unknown>, verdict: Truth): Truth {
  return directory.owns(effective) ? verdict : effective.state === 'unknown' ? 'unknown' : 'no';
}

function asking(flags: Effective<ReadonlySet<string>>): string {
  const asked = ['SslNegotiateCert', 'SslRequireCert'];
  return asked.filter((flag) => flags.state === 'known' && flags.value.has(flag)).join(', ');
}

export default defineRule({
  id: 'layout/back-end-modified',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access, sections.mapping, sections.iisMapping],
  docs: {
    title: 'Client certificates on the back end',
    what: 'A path of `Exchange Back End` requests or maps client certificates. `PowerShell`, whose default requests one, may not require it. A missing `Ssl` is not reported because the defaults differ.',
    why: 'Clients connect to the front end. It forwards their requests to the back end by Kerberos and has no client certificate to send there.',
    fix: 'Remove the flags that request certificates and disable mapping. Configure certificate based authentication on Default Web Site only.',
    symptom: 'Status 403.7 in the log of the back end (W3SVC2), and 500 or 503 for the client.',
    commands: [
      'appcmd set config "Exchange Back End/Microsoft-Server-ActiveSync" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
      'appcmd set config "Exchange Back End/Microsoft-Server-ActiveSync" -section:system.webServer/security/authentication/clientCertificateMappingAuthentication /enabled:"False" /commit:apphost',
    ],
    sources: [sources.procedure, sources.virtualDirectories, sources.healthChecker],
  },
  messages: {
    asks: '{path}: certificates are requested, but the front end has none to send. Remove {flags}.',
    requires:
      '{path}: SslRequireCert is set, but the Exchange default only accepts client certificates. Remove SslRequireCert.',
    maps: '{path}: client certificate mapping is enabled, but the front end sends no certificate here. Set enabled="false".',
  },
  applies: ({ role }) => role === 'backEnd',
  check(directory, report) {
    const { sslFlags: flags, mapping: active, iisMapping: local, configurationPath: path } = directory;
    const isShell = directory.name === 'powerShell';
    // What the server says, the site has; server-wide mapping, however, is part of the procedure.
    const inherits = directory.name === 'root' && flags.origin.kind !== 'schema';
    const asked = isShell ? holds(flags, (set) => set.has('SslRequireCert')) : directory.asksForCertificate;
    const asks = inherits ? asked : own(directory, flags, asked);
    const maps = own(directory, active, isOn(active));
    const mapsLocally = own(directory, local, isOn(local));
    if (asks === 'yes') {
      const at = directory.placeOf(flags, sections.access);
      if (isShell) {
        const accepted = sslFlags(directory, flagsWithout(directory, 'SslRequireCert'));
        const remedies = remedy('Accept client certificates', 'no', ...accepted);
        report({ message: 'requires', severity: 'warning', data: { path }, at, remedies });
      } else {
        const changes = sslFlags(directory, flagsWithoutCertificates(directory));
        const remedies = remedy('Stop requesting client certificates', 'no', ...changes);
        report({ message: 'asks', data: { path, flags: asking(flags) }, at, remedies });
      }
    }
    if (maps === 'yes' || mapsLocally === 'yes') {
      const [value, section] = maps === 'yes' ? [active, sections.mapping] : [local, sections.iisMapping];
      const at = directory.placeOf(value, section);
      const off = [...mapping(directory, false), ...(mapsLocally === 'yes' ? iisMapping(directory, false) : [])];
      report({
        message: 'maps',
        data: { path },
        at,
        evidence: maps === 'yes' && mapsLocally === 'yes' ? notes(at, [local, 'IIS mapping is enabled here too.']) : [],
        remedies: remedy('Disable certificate mapping', 'no', ...off),
      });
    }
    return or(asks, maps, mapsLocally);
  },
});
