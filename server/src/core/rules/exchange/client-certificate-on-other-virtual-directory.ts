// A virtual directory that the procedure leaves alone asks for certificates.
import type { VirtualDirectoryName } from '../../exchange/layout.js';
import { sections } from '../../exchange/sections.js';
import { and, isOn, truth } from '../../iis/truth.js';
import { flagsWithoutCertificates, remedy, sslFlags } from '../fixes.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

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
    title: 'Client certificates asked for where clients have none',
    what: 'EWS, Autodiscover, OAB, MAPI, RPC, API, `owa/Calendar` or `owa/Integrated` has `sslFlags` of its own that accept or require client certificates. What such a path merely inherits belongs to `exchange/client-certificate-on-site`. `PowerShell`, which ships with `SslNegotiateCert`, is left alone.',
    why: 'The procedure covers ActiveSync, Outlook on the web and the admin center. The clients of the other virtual directories (Outlook, calendars, conferencing, phones that look for their settings) do not send a certificate and fail with 403.7.',
    fix: 'Take `SslNegotiateCert` and `SslRequireCert` away. The fix keeps the other flags, since Exchange ships different ones (`None` for `owa/Calendar` and on many servers for `Rpc`).',
    symptom: 'Status 403.7 for Outlook or other clients of that virtual directory.',
    commands: [
      'appcmd set config "Default Web Site/EWS" -section:system.webServer/security/access /sslFlags:"Ssl, Ssl128" /commit:apphost',
    ],
    sources: [sources.procedure, sources.virtualDirectories],
  },
  messages: {
    asks: '{path}: sslFlags="{value}" asks for certificates, which clients here do not have. Take it back.',
  },
  applies: ({ role, name, server }) =>
    role === 'frontEnd' && others.includes(name) && server.settings.termination !== 'none',
  check(directory, report) {
    const flags = directory.sslFlags;
    const verdict = and(directory.asksForCertificate, truth(directory.owns(flags)));
    if (verdict === 'yes') {
      report({
        message: 'asks',
        data: { path: directory.configurationPath, value: flags.raw ?? '' },
        at: directory.placeOf(flags, sections.access),
        remedies: remedy(
          'Stop asking for client certificates',
          isOn(directory.mapping),
          ...sslFlags(directory, flagsWithoutCertificates(directory)),
        ),
      });
    }
    return verdict;
  },
});
