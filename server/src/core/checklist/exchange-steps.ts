// The steps of the procedure that lets Exchange validate client certificates (domain: Exchange's procedure
// and its verification).
import { clientBindings, switchOf } from '../exchange/ssl-records.js';
import type { ExchangeServer, VirtualDirectory } from '../exchange/virtual-directory.js';
import { readBoolean } from '../iis/read.js';
import { and, holds, isOn, not } from '../iis/truth.js';
import type { Finding } from '../rules/finding.js';
import { mappingModule, sufficientReadAhead } from '../sign-in/constants.js';
import { isInServerPipeline, isInstalled, pipelineOf } from '../sign-in/mapping-module.js';
import { sections } from '../sign-in/sections.js';
import type { ChecklistStep } from './checklist.js';
import { certificateDirectories, loadStep, proofStep, restartStep, unused } from './common-steps.js';
import { formsStep, ntAuthStep } from './evidence-steps.js';
import { listSection, offStep, outside, step } from './step.js';

export function exchangeSteps(server: ExchangeServer, findings: readonly Finding[]): ChecklistStep[] {
  const { configuration } = server;
  const serverMapping = readBoolean(configuration, '', sections.mapping, 'enabled');
  const directories = certificateDirectories(server);
  return [
    outside(
      'Users have client certificates with their user principal name, and clients trust the chain',
      'Before any setting is changed. Run "exchange-cba certificate <file>" to check a certificate.',
    ),
    loadStep(server, findings),
    step(
      {
        title: 'The Windows feature Web-Client-Auth is installed and its module is in use',
        path: '',
        verdict: and(isInstalled(configuration), isInServerPipeline(configuration)),
        rules: ['exchange/mapping-module-missing'],
        detail: `The module is ${mappingModule}.`,
        verify: 'Get-WindowsFeature Web-Client-Auth',
      },
      findings,
    ),
    step(
      {
        title: 'Active Directory Client Certificate Authentication is enabled on the server',
        path: '',
        verdict: isOn(serverMapping),
        settings: [[serverMapping, 'enabled']],
        rules: ['exchange/mapping-disabled-on-server'],
        verify: listSection('', sections.mapping),
      },
      findings,
    ),
    dsMapperStep(server, findings),
    ...siteSteps(server, findings),
    ...directories.flatMap((directory) =>
      directory.termination === 'exchange' ? directorySteps(directory, server, findings) : [unused(directory)],
    ),
    ntAuthStep(server),
    restartStep(),
    proofStep('A request arrives with the name of its user'),
  ];
}

/** Saved netsh output says it; configuration files do not. */
function dsMapperStep(server: ExchangeServer, findings: readonly Finding[]): ChecklistStep {
  const records = clientBindings(server).map((one) => one.records);
  const known = records.length > 0 ? and(...records.map((behind) => switchOf(behind, 'dsMapper'))) : 'unknown';
  const said = records.flat().flatMap(({ uri, endpoint, dsMapper }) =>
    dsMapper === null
      ? []
      : [
          {
            uri,
            range: dsMapper.range,
            message: `DS Mapper Usage of ${endpoint}: ${dsMapper.on ? 'Enabled' : 'Disabled'}`,
          },
        ],
  );
  return step(
    {
      title: 'DS Mapper Usage is enabled on the HTTPS binding',
      path: '',
      verdict: known,
      places: said,
      rules: ['tls/ds-mapper-disabled', 'exchange/ds-mapper-unverified', 'tls/record-missing'],
      detail: known === 'yes' ? undefined : 'DS Mapper Usage must be Enabled; configuration files do not contain it.',
      verify: 'netsh http show sslcert',
    },
    findings,
  );
}

function siteSteps(server: ExchangeServer, findings: readonly Finding[]): ChecklistStep[] {
  const site = server.find('root');
  if (!site) return [];
  return [
    step(
      {
        title: `${site.configurationPath}: the site itself does not request client certificates`,
        path: site.configurationPath,
        verdict: not(site.asksForCertificate),
        settings: [[site.sslFlags, 'sslFlags']],
        rules: ['exchange/client-certificate-on-site'],
        verify: listSection(site.configurationPath, sections.access),
      },
      findings,
    ),
  ];
}

/** Rules that speak for all settings of a path at once. */
const ofWholePath = [
  'exchange/client-certificate-ignored',
  'termination/exchange-and-device',
  'termination/no-authentication',
];

function directorySteps(
  directory: VirtualDirectory,
  server: ExchangeServer,
  findings: readonly Finding[],
): ChecklistStep[] {
  const { configurationPath: path, sslFlags, mapping } = directory;
  const pipeline = pipelineOf(directory);
  // Microsoft's page leaves open what becomes of Anonymous on the admin center.
  const off = [
    ['Basic', directory.basic],
    ['Windows', directory.windows],
    ['Digest', directory.digest],
    ...(directory.name === 'ecp' ? [] : ([['Anonymous', directory.anonymous]] as const)),
  ] as const;
  return [
    step(
      {
        title: `${path}: SSL and client certificates are required`,
        path,
        verdict: and(directory.requiresSsl, directory.requiresCertificate),
        settings: [[sslFlags, 'sslFlags']],
        rules: [
          'exchange/ssl-not-required',
          'exchange/client-certificate-accepted-not-required',
          'exchange/require-without-negotiate',
          'exchange/ssl128-dropped',
          'termination/certificate-or-password',
          ...ofWholePath,
        ],
        verify: listSection(path, sections.access),
      },
      findings,
    ),
    offStep(
      directory,
      off,
      [
        'exchange/basic-with-client-certificate',
        'exchange/windows-with-client-certificate',
        'exchange/other-authentication-with-client-certificate',
        'termination/certificate-or-password',
        ...ofWholePath,
      ],
      findings,
    ),
    ...formsStep(directory, server, findings),
    step(
      {
        title: `${path}: client certificates are mapped to accounts`,
        path,
        verdict: isOn(mapping),
        settings: [[mapping, 'enabled']],
        rules: ['exchange/mapping-disabled-on-virtual-directory', 'termination/two-mappings', ...ofWholePath],
        verify: listSection(path, sections.mapping),
      },
      findings,
    ),
    step(
      {
        title: `${path}: the mapping module is not removed`,
        path,
        verdict: pipeline.holdsIt,
        places: pipeline.removal
          ? [{ uri: pipeline.removal.uri, range: pipeline.removal.range, message: 'Removed here' }]
          : [],
        rules: ['exchange/mapping-module-missing'],
        verify: listSection(path, sections.modules),
      },
      findings,
    ),
    readAheadStep(directory, findings),
  ];
}

function readAheadStep(directory: VirtualDirectory, findings: readonly Finding[]): ChecklistStep {
  const { configurationPath: path, uploadReadAheadSize: size } = directory;
  return step(
    {
      title: `${path}: uploadReadAheadSize is at least ${sufficientReadAhead}`,
      path,
      verdict: holds(size, (bytes) => bytes >= sufficientReadAhead),
      settings: [[size, 'uploadReadAheadSize']],
      rules: [
        'exchange/upload-read-ahead-too-small',
        'exchange/upload-read-ahead-shadowed',
        'exchange/upload-read-ahead-too-large',
      ],
      optional: true,
      detail:
        'Optional: for clients whose requests with attachments fail with 413. 49152 covers request bodies of up to 48 KB; ' +
        'a larger body may still fail while the certificate is requested after the handshake. If it does, set a larger ' +
        'value (up to 10485760 for ActiveSync, whose default limit is 10 MB), or request the certificate in the handshake ' +
        '(clientcertnegotiation=enable). Exchange updates reset the value.',
      verify: listSection(path, sections.serverRuntime),
    },
    findings,
  );
}
