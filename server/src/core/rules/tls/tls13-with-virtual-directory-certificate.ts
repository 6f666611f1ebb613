// TLS 1.3 is offered where a certificate is asked for after the handshake.
import type { ParsedBinding } from '../../exchange/bindings.js';
import { bindingBits, httpsBindings, isLoopback } from '../../exchange/bindings.js';
import { certificateVirtualDirectories } from '../../exchange/layout.js';
import { sections } from '../../exchange/sections.js';
import { recordsBehind, switchOf } from '../../exchange/ssl-records.js';
import { requiresItself } from '../../exchange/sign-in.js';
import type { ExchangeServer } from '../../exchange/server.js';
import { and, or, truth } from '../../iis/truth.js';
import { commandChange } from '../../remedy/build.js';
import { flagsChange, placeOfBinding } from '../bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../sources.js';

/** Neither TLS 1.3 off nor the certificate taken in the handshake, by the binding's flags and by what HTTP.SYS is known to have. */
function offers(binding: ParsedBinding, { settings }: ExchangeServer): boolean {
  if ((binding.flags & (bindingBits.disableTls13 | bindingBits.negotiateClientCertificate)) !== 0) return false;
  const records = recordsBehind(binding, settings.sslRecords);
  return switchOf(records, 'disableTls13') !== 'yes' && switchOf(records, 'negotiateClientCertificate') !== 'yes';
}

function isKnownNew({ settings }: ExchangeServer): boolean {
  return settings.windowsServer === '2022' || settings.windowsServer === '2025';
}

export default defineRule({
  id: 'tls/tls13-with-virtual-directory-certificate',
  severity: 'information',
  subject: 'exchange',
  sections: [sections.access],
  docs: {
    title: 'TLS 1.3 with certificates on a virtual directory',
    what: 'A virtual directory requires client certificates, and an https binding of its site neither turns TLS 1.3 off nor takes the certificate in the handshake. It is a warning where Windows Server 2022 or later is known (`windowsServer` in `.exchange-cba.json`), information where nothing is known of Windows and Exchange is 2019 or later, and silent on older ones.',
    why: 'IIS learns the path only after the handshake and asks for the certificate then. TLS 1.3 has no renegotiation to do that with, so the connection is reset or the request ends with 500.0.',
    fix: 'Turn TLS 1.3 off for the binding, in IIS Manager or with netsh: HTTP.SYS does not read applicationHost.config, so the file alone changes nothing. Where TLS 1.3 is off for the whole computer there is nothing to do.',
    symptom:
      'ERR_CONNECTION_RESET and often no line in the log (Windows Server 2022), or 500 0 50 (Windows Server 2025).',
    commands: [
      'netsh http show sslcert',
      'Get-WebBinding -Name "Default Web Site" -Protocol https | Format-List bindingInformation, sslFlags',
    ],
    uncertain:
      'From which Windows version on the flag is known is told differently by different sources. What the file says may differ from what HTTP.SYS does, which saved output of `netsh http show sslcert` shows.',
    sources: [sources.tls13, sources.rfc8446, sources.bindings, sources.winAcme],
  },
  messages: {
    offered:
      '{site}: TLS 1.3 is offered on {binding}, but {path} asks for certificates after the handshake. Turn it off there.',
  },
  applies: (server) =>
    server.frontEnd !== null &&
    (isKnownNew(server) || (server.settings.windowsServer === null && server.version === '2019')),
  check(server, report) {
    const { configuration, frontEnd } = server;
    const site = frontEnd!;
    const directories = certificateVirtualDirectories.flatMap((name) => server.find(name) ?? []);
    const requiring = directories.find((directory) => requiresItself(directory) === 'yes');
    const offering = httpsBindings(site).filter((binding) => offers(binding, server));
    const [first, ...others] = [...offering].sort((a, b) => Number(isLoopback(a)) - Number(isLoopback(b)));
    const verdict = and(or(...directories.map(requiresItself)), truth(first !== undefined));
    if (verdict === 'yes' && first && requiring) {
      const { sslFlags } = requiring;
      const flags = offering.map(({ binding, flags: now }) => [binding, now | bindingBits.disableTls13] as const);
      report({
        message: 'offered',
        data: {
          site: site.configurationPath,
          binding: first.binding.bindingInformation.value,
          path: requiring.configurationPath,
        },
        at: placeOfBinding(configuration, first.binding),
        configurationPath: site.configurationPath,
        severity: isKnownNew(server) ? 'warning' : 'information',
        evidence: [
          ...others.map(({ binding }) => ({
            ...placeOfBinding(configuration, binding),
            message: 'It is offered here too.',
          })),
          ...(sslFlags.origin.kind === 'schema'
            ? []
            : [{ uri: sslFlags.origin.uri, range: sslFlags.origin.range, message: 'Certificates are required here.' }]),
        ],
        remedies: [
          {
            title: 'Turn TLS 1.3 off on the bindings',
            kind: 'review',
            changes: [
              flagsChange(configuration, 'Turn TLS 1.3 off on the bindings', flags),
              commandChange('Tell HTTP.SYS of it: save the binding in IIS Manager, and look at the record', {
                cmd: 'netsh http show sslcert',
              }),
            ],
          },
        ],
      });
    }
    return verdict;
  },
});
