// A virtual directory that the procedure leaves alone asks for certificates.
import { virtualDirectoryAround, type VirtualDirectoryName } from '../../exchange/layout.js';
import { takesClients } from '../../exchange/sign-in.js';
import { sections } from '../../sign-in/sections.js';
import { and, isOn, truth } from '../../iis/truth.js';
import { flagsWithoutCertificates, remedy, sslFlags } from '../support/fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';

const others: readonly (VirtualDirectoryName | null)[] = [
  'ews',
  'autodiscover',
  'oab',
  'mapi',
  'rpc',
  'api',
  'owaCalendar',
  'owaIntegrated',
];

export default defineRule({
  id: 'exchange/client-certificate-on-other-virtual-directory',
  severity: 'error',
  subject: 'virtualDirectory',
  sections: [sections.access],
  docs: {
    title: 'Client certificates on unsupported virtual directory',
    what: 'EWS, Autodiscover, OAB, MAPI, RPC, API, `owa/Calendar`, or `owa/Integrated`, or a path below one of them, sets its own `sslFlags` that accept or require client certificates. Inherited flags are reported by `exchange/client-certificate-on-site`. `PowerShell`, whose default is `SslNegotiateCert`, is not checked.',
    why: 'The procedure covers ActiveSync, Outlook on the web, and the Exchange admin center. Clients of the others (Outlook, calendars, conferencing, phones that look up settings) send no certificate and fail with 403.7 where one is required.',
    fix: 'Remove `SslNegotiateCert` and `SslRequireCert`. The fix keeps the other flags because the Exchange defaults differ (`None` for `owa/Calendar` and, on many servers, for `Rpc`).',
    symptom: 'Status 403.7 for Outlook or other clients of that virtual directory.',
    commands: [
      'appcmd set config "Default Web Site/EWS" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.procedure, sources.virtualDirectories],
  },
  messages: {
    required:
      '{path}: client certificates are required, so clients of this virtual directory, which have none, get 403.7. Remove the flags.',
    asks: '{path}: client certificates are requested, but clients of this virtual directory have none. Remove the flags that request them.',
  },
  applies: (directory) =>
    takesClients(directory) &&
    // What lies below one of them, such as EWS/exchange.asmx, is a part of it.
    others.includes(directory.name ?? virtualDirectoryAround(directory.site, directory.configurationPath)) &&
    directory.server.settings.termination !== 'none',
  check(directory, report) {
    const flags = directory.sslFlags;
    const verdict = and(directory.asksForCertificate, truth(directory.owns(flags)));
    if (verdict === 'yes') {
      report({
        message: directory.demandsCertificate === 'yes' ? 'required' : 'asks',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at: directory.placeOf(flags, sections.access),
        remedies: remedy(
          'Stop requesting client certificates',
          isOn(directory.mapping),
          ...sslFlags(directory, flagsWithoutCertificates(directory)),
        ),
      });
    }
    return verdict;
  },
});
