// TLS 1.3 is offered where a certificate is requested after the handshake.
import type { Reporter } from '../rule.js';
import type { TlsServerState } from '../../evidence/facts.js';
import { agreed } from '../../text/agreed.js';
import type { Note } from '../../text/range.js';
import type { Truth } from '../../iis/truth.js';
import type { Site } from '../../iis/sites.js';
import { sitesOutsideExchange } from '../support/ssl-records.js';
import type { ExchangeServer } from '../../exchange/virtual-directory.js';
import type { ParsedBinding } from '../../exchange/bindings.js';
import { bindingBits, httpsBindings, isLoopback } from '../../exchange/bindings.js';
import { sections } from '../../sign-in/sections.js';
import { recordsBehind, switchAt } from '../../exchange/ssl-records.js';
import { inProcedure, isOutsideExchange, mayValidate, ownsRequirement } from '../../exchange/sign-in.js';
import { and, not, or, truth } from '../../iis/truth.js';
import { endpointsOf, recordChange, tls13Off } from '../../remedy/ssl-record.js';
import { flagsCommand, placeOfBinding } from '../support/bindings.js';
import { defineRule } from '../rule.js';
import { sources } from '../support/sources/exchange.js';
import { certificateNote } from '../support/certificate-note.js';

/**
 * Neither TLS 1.3 off nor the certificate taken in the handshake, by what HTTP.SYS is known to have, else by
 * the binding's flags.
 */
function offers(binding: ParsedBinding, { settings }: ExchangeServer): Truth {
  const records = recordsBehind(binding, settings.facts.sslRecords);
  return and(
    not(switchAt(binding, records, 'disableTls13')),
    not(switchAt(binding, records, 'negotiateClientCertificate')),
  );
}

const isTls13 = ({ version }: TlsServerState): boolean => version === 'TLS 1.3';

/** Where saved output says whether TLS 1.3 is on, for the computer and for these bindings. */
function placesOf(bindings: readonly ParsedBinding[], { settings: { facts } }: ExchangeServer): Note[] {
  const said = [
    ...facts.tlsServer.filter(isTls13),
    ...bindings
      .flatMap((binding) => recordsBehind(binding, facts.sslRecords))
      .flatMap(({ uri, disableTls13: off }) => (off ? [{ uri, range: off.range, on: !off.on }] : [])),
  ];
  return said.map(({ uri, range, on }) => ({
    uri,
    range,
    message: on ? 'It is enabled here.' : 'It is disabled here.',
  }));
}

/** Whether SCHANNEL offers TLS 1.3 on this computer, as exports of it say; unknown where they contradict each other. */
function isOnInWindows({ settings }: ExchangeServer): Truth {
  const said = settings.facts.tlsServer.filter(isTls13);
  if (said.length === 0) return 'yes';
  const isOn = agreed(said.map(({ on }) => on));
  return isOn === null ? 'unknown' : truth(isOn);
}

function isKnownNew({ settings }: ExchangeServer): boolean {
  return settings.windowsServer === '2022' || settings.windowsServer === '2025';
}

/** Windows Server 2022 and later run no older version. */
const runsOnNewWindows = ({ version }: ExchangeServer): boolean => version === '2019' || version === 'SE';

export default defineRule({
  id: 'tls/tls13-with-virtual-directory-certificate',
  severity: 'information',
  subject: 'exchange',
  sections: [sections.access],
  docs: {
    title: 'TLS 1.3 with renegotiated client certificates',
    what: 'A virtual directory requires client certificates, and an HTTPS binding of its site neither disables TLS 1.3 nor requests the certificate in the handshake. It is information if saved output contradicts itself about that, or if Windows is unknown (`windowsServer` in `.exchange-cba.json`) and Exchange is 2019 or SE.',
    why: 'IIS learns the path only after the handshake and requests the certificate then. TLS 1.3 has no renegotiation for this, so the connection is reset or the request ends with 500.0.',
    fix: 'Disable TLS 1.3 for the binding in IIS Manager or with netsh; changing applicationHost.config alone has no effect. No change is needed if TLS 1.3 is disabled for the computer.',
    symptom: 'ERR_CONNECTION_RESET and often no log entry (Windows Server 2022), or 500 0 50 (Windows Server 2025).',
    commands: [
      'netsh http show sslcert',
      'Get-WebBinding -Name "Default Web Site" -Protocol https | Format-List bindingInformation, sslFlags',
    ],
    uncertain:
      'Sources disagree about the Windows version that introduced the flag. HTTP.SYS may differ from the file: save the output of `netsh http show sslcert`.',
    sources: [sources.tls13, sources.rfc8446, sources.bindings, sources.winAcme],
  },
  messages: {
    mayBeOffered:
      '{site}: if this is Windows Server 2022 or later, TLS 1.3 is enabled on {binding}, and {path} gets no certificates.',
    offered:
      '{site}: {binding} does not disable TLS 1.3, under which IIS cannot request certificates for {path}. Disable it.',
    disputed: '{site}: saved output contradicts itself; with TLS 1.3 on {binding}, {path} may get no certificates.',
  },
  applies: (server) =>
    isOnInWindows(server) !== 'no' &&
    (isKnownNew(server) || (server.settings.windowsServer === null && runsOnNewWindows(server))),
  check: (server, report) =>
    or(...[...server.frontEnds, ...sitesOutsideExchange(server)].map((site) => ofSite(server, site, report))),
});

function ofSite(server: ExchangeServer, site: Site, report: Reporter): Truth {
  const { configuration } = server;
  const directories = server.virtualDirectories.filter(
    (one) => one.site === site && ((inProcedure(one) && mayValidate(one)) || isOutsideExchange(one)),
  );
  const requiring = directories.find((directory) => ownsRequirement(directory) === 'yes');
  const inWindows = isOnInWindows(server);
  const [known, unclear] = (['yes', 'unknown'] as const).map((state) =>
    httpsBindings(site).filter((binding) => and(inWindows, offers(binding, server)) === state),
  );
  const isDisputed = known!.length === 0;
  const offering = isDisputed ? unclear! : known!;
  const [first, ...others] = [...offering].sort((a, b) => Number(isLoopback(a)) - Number(isLoopback(b)));
  const verdict = and(or(...directories.map(ownsRequirement)), truth(first !== undefined));
  if (verdict === 'yes' && first && requiring) {
    const { sslFlags } = requiring;
    const flags = offering.map(({ binding, flags: now }) => [binding, now | bindingBits.disableTls13] as const);
    report({
      message: isDisputed ? 'disputed' : isKnownNew(server) ? 'offered' : 'mayBeOffered',
      data: {
        site: site.configurationPath,
        binding: first.binding.bindingInformation.value,
        path: requiring.configurationPath,
      },
      at: placeOfBinding(configuration, first.binding),
      configurationPath: site.configurationPath,
      severity: isKnownNew(server) && !isDisputed ? 'warning' : 'information',
      evidence: [
        ...(isDisputed ? placesOf(offering, server) : []),
        ...others.map(({ binding }) => ({
          ...placeOfBinding(configuration, binding),
          message: 'This binding does not disable it either.',
        })),
        ...(sslFlags.origin.kind === 'schema'
          ? []
          : [
              {
                uri: sslFlags.origin.uri,
                range: sslFlags.origin.range,
                message: certificateNote(requiring)[1],
              },
            ]),
      ],
      remedies: [
        {
          title: 'Disable TLS 1.3 on the bindings',
          kind: 'review',
          changes: [
            flagsCommand(site, 'Disable TLS 1.3 on the bindings', flags),
            recordChange(tls13Off, endpointsOf({ bindings: offering.map(({ binding }) => binding) })),
          ],
        },
      ],
    });
  }
  return verdict;
}
