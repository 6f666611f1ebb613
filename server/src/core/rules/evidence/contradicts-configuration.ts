// Exchange's view, Windows features, or a HealthChecker export say something else than the configuration.
import { defineRule } from '../rule.js';
import { evidenceSources } from '../support/sources/evidence.js';
import { sources } from '../support/sources/exchange.js';
import {
  buildContradictions,
  exportContradictions,
  featureContradictions,
  recordContradictions,
  viewContradictions,
} from '../support/contradictions.js';
import { truth } from '../../iis/truth.js';

export default defineRule({
  id: 'evidence/contradicts-configuration',
  severity: 'warning',
  subject: 'exchange',
  sections: [],
  docs: {
    title: 'Evidence contradicts the configuration',
    what: 'Saved output of `Get-*VirtualDirectory` differs from the effective configuration in Basic or Windows authentication, client certificates, or Extended Protection; `Get-WindowsFeature` shows Web-Client-Auth as not installed although the configuration loads its module; a HealthChecker export differs from the files beside it; `Get-ExchangeCertificate` does not use the certificate of an HTTP.SYS record for IIS; a TLS client was asked for a certificate that no record requests; `Get-ExchangeServer` shows another version than the folders that setup left; or Windows is another than `windowsServer` in `.exchange-cba.json`.',
    why: 'Either one of the two is older, or IIS was changed without Exchange. Exchange may write its own view to IIS again, for example during an update.',
    fix: 'Save both again at the same time. If they still differ, set the virtual directory with the Exchange cmdlet.',
    commands: [
      'Get-ActiveSyncVirtualDirectory -Server <server> | Format-List Identity, *Auth*, ExtendedProtection*',
      'Get-OwaVirtualDirectory -Server <server> | Format-List Identity, *Auth*, ExtendedProtection*',
    ],
    uncertain: 'Which of the two is right is unknown.',
    sources: [
      sources.setActiveSync,
      sources.virtualDirectories,
      sources.healthChecker,
      evidenceSources.exchangeScripts,
    ],
  },
  messages: {
    view: '{path}: Exchange says {property} is {said}, but IIS has {actual}. One is older, or IIS was changed outside Exchange.',
    exported:
      '{path}: {setting} is "{said}" in HealthChecker and another value in the files here. One of them is older.',
    feature:
      'Web-Client-Auth is not installed, but the configuration loads its module, so application pools may not start. Install the feature.',
    services:
      '{endpoint} has this certificate, but Exchange uses it for {services}, not IIS. One is older, or IIS was changed outside Exchange.',
    probe:
      'A TLS client was asked for a certificate, but no record of HTTP.SYS requests one. A gateway or another server answered, or one is older.',
    build:
      'Exchange says this server is {said}, but its setup left folders of {actual}. One is older, or of another server.',
    windows:
      'This is Windows Server {said}, but windowsServer in .exchange-cba.json is {setting}. Correct the setting.',
  },
  applies: ({ settings: { facts, exported } }) =>
    exported !== null ||
    [
      facts.virtualDirectories,
      facts.features,
      facts.exchangeCertificates,
      facts.probes,
      facts.windows,
      facts.exchangeBuilds,
    ].some((list) => list.length > 0),
  check(server, report) {
    const found = [
      ...viewContradictions(server),
      ...exportContradictions(server),
      ...featureContradictions(server),
      ...recordContradictions(server),
      ...buildContradictions(server),
    ];
    for (const each of found) report(each);
    return truth(found.length > 0);
  },
});
