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
    what: 'The configuration differs from a HealthChecker export next to it or from saved output: of `Get-*VirtualDirectory` in Basic or Windows authentication, client certificates, or Extended Protection; of `Get-WindowsFeature` (the module of Web-Client-Auth is loaded but not installed); of `Get-ExchangeCertificate` (the certificate of an HTTP.SYS record is not for IIS); of a TLS client (it got a certificate request, but no record has one); of `Get-ExchangeServer` (the build folders are of another version). Or Windows is not `windowsServer` in `.exchange-cba.json`.',
    why: 'Either one of the two is older, or IIS was changed outside Exchange. Exchange may overwrite the IIS settings with its own, for example during an update.',
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
    view: '{path}: {property} is {said} in Exchange but {actual} in IIS. One is older, or IIS was changed outside Exchange.',
    exported: '{path}: {setting} is "{said}" in HealthChecker but not in these files. One of them is older.',
    feature:
      'Web-Client-Auth is not installed, but the configuration loads its module, so application pools may not start. Install the feature.',
    services:
      '{endpoint} has this certificate, but Exchange uses it for {services}, not IIS. One is older, or IIS was changed outside Exchange.',
    probe:
      'A TLS client got a certificate request, but no HTTP.SYS record requests one. A gateway or another server answered, or one is older.',
    build:
      'According to Exchange, this server is {said}, but its build folders are from {actual}. One is older or from another server.',
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
