// The readiness checklist of a server: the procedure for its termination, step by step (domain: Exchange's procedure and its verification).
import { isInstalled, isInServerPipeline, mappingModule, pipelineOf } from '../exchange/mapping-module.js';
import { certificateVirtualDirectories } from '../exchange/layout.js';
import { sufficientReadAhead } from '../exchange/read-ahead.js';
import { sections } from '../exchange/sections.js';
import { clientBindings, switchOf } from '../exchange/ssl-records.js';
import type { ExchangeServer } from '../exchange/server.js';
import type { VirtualDirectory } from '../exchange/virtual-directory.js';
import type { Effective } from '../iis/effective.js';
import { readBoolean } from '../iis/read.js';
import { and, holds, isOn, not, truth, type Truth } from '../iis/truth.js';
import type { ReadinessState, ReadinessStep, ServerReadiness } from '../report/readiness.js';
import type { Remark } from '../text/range.js';

/** The checklist of an Exchange server; null where no procedure is followed. */
export function readinessOf(server: ExchangeServer): ServerReadiness | null {
  const { root } = server.configuration;
  switch (server.termination.value) {
    case 'exchange':
      return { root, title: 'Client certificates end at Exchange: the procedure', steps: exchangeSteps(server) };
    case 'device':
      return { root, title: 'Client certificates end at a device in front: the procedure', steps: deviceSteps(server) };
    case 'legacy':
      return { root, title: 'Legacy server in coexistence: what it has to be like', steps: legacySteps(server) };
    case 'none':
      return null;
  }
}

const states: Readonly<Record<Truth, ReadinessState>> = { yes: 'done', no: 'wrong', unknown: 'unknown' };

interface Extra {
  readonly detail?: string | undefined;
  readonly rule?: string;
  readonly verify?: string;
}

/** A step that files decide, with the values that decide it. */
function step(
  title: string,
  verdict: Truth,
  values: readonly (readonly [Effective<unknown>, string])[],
  extra: Extra,
): ReadinessStep {
  const reasons = values.flatMap(([value]) => (value.state === 'unknown' ? [`${value.reason}.`] : []));
  const detail = extra.detail ?? (verdict === 'unknown' ? reasons[0] : undefined);
  return {
    title,
    state: states[verdict],
    ...(detail === undefined ? {} : { detail }),
    evidence: values.flatMap(([value, message]) => remarkOf(value, message)),
    verify: extra.verify ?? '',
    ...(extra.rule === undefined ? {} : { rule: extra.rule }),
  };
}

/** A step that no file decides. */
function outside(title: string, detail: string, verify: string): ReadinessStep {
  return { title, state: 'unknown', detail, evidence: [], verify };
}

function remarkOf({ origin, raw }: Effective<unknown>, message: string): Remark[] {
  if (origin.kind === 'schema') return [];
  return [
    { uri: origin.uri, range: origin.range, message: raw === null || raw === '' ? message : `${message}: "${raw}"` },
  ];
}

/** No configuration file says it; saved netsh output does. */
function dsMapperStep(server: ExchangeServer): ReadinessStep {
  const records = clientBindings(server).map((one) => one.records);
  const verdict = and(truth(records.length > 0), ...records.map((behind) => switchOf(behind, 'dsMapper')));
  return {
    title: 'The TLS binding uses the DS mapper',
    state: records.length === 0 ? 'unknown' : states[verdict],
    ...(verdict === 'yes' ? {} : { detail: 'DS Mapper Usage must be Enabled; no configuration file says so.' }),
    evidence: records.flat().flatMap(({ uri, endpoint, dsMapper }) =>
      dsMapper === null
        ? []
        : [
            {
              uri,
              range: dsMapper.range,
              message: `DS Mapper Usage of ${endpoint} is ${dsMapper.on ? 'Enabled' : 'Disabled'}.`,
            },
          ],
    ),
    verify: 'netsh http show sslcert',
    rule: verdict === 'no' && records.length > 0 ? 'tls/ds-mapper-disabled' : 'exchange/ds-mapper-unverified',
  };
}

const appcmd = '%windir%\\system32\\inetsrv\\appcmd.exe';

/** Shows a section at a path; '' for a name that is not safe to paste. */
function listSection(path: string, section: string): string {
  if (path === '') return `${appcmd} list config -section:${section}`;
  return /^[\w ./()-]+$/.test(path) ? `${appcmd} list config "${path}" -section:${section}` : '';
}

function certificateDirectories(server: ExchangeServer): VirtualDirectory[] {
  return certificateVirtualDirectories
    .flatMap((name) => server.find(name) ?? [])
    .filter((directory) => directory.application !== undefined);
}

function exchangeSteps(server: ExchangeServer): ReadinessStep[] {
  const { configuration } = server;
  const serverMapping = readBoolean(configuration, '', sections.mapping, 'enabled');
  const steps: ReadinessStep[] = [
    outside(
      'Users have client certificates with their user principal name, and devices trust the chain',
      'Before anything is switched. Whether a certificate will do shows exchange-cba certificate.',
      '',
    ),
    step(
      'The Windows feature Web-Client-Auth is installed and its module is in use',
      and(isInstalled(server), isInServerPipeline(server)),
      [],
      {
        detail: `The module is ${mappingModule}.`,
        rule: 'exchange/mapping-module-missing',
        verify: 'Get-WindowsFeature Web-Client-Auth',
      },
    ),
    step(
      'Client certificates are mapped to accounts at server level',
      isOn(serverMapping),
      [[serverMapping, 'enabled']],
      {
        rule: 'exchange/mapping-disabled-on-server',
        verify: listSection('', sections.mapping),
      },
    ),
    dsMapperStep(server),
  ];
  const site = server.frontEnd && server.find('root');
  if (site) {
    steps.push(
      step(
        `${site.configurationPath} itself asks for no client certificates`,
        not(site.asksForCertificate),
        [[site.sslFlags, 'sslFlags']],
        {
          rule: 'exchange/client-certificate-on-site',
          verify: listSection(site.configurationPath, sections.access),
        },
      ),
    );
  }
  const directories = certificateDirectories(server);
  for (const directory of directories) {
    if (directory.termination === 'exchange') steps.push(...exchangeDirectorySteps(directory));
    else steps.push(unused(directory));
  }
  steps.push(
    outside(
      'The authority that issues the certificates is in the NTAuth store',
      'Needed where the certificates are not from an enterprise authority of Active Directory.',
      'certutil -enterprise -viewstore NTAuth',
    ),
    outside(
      'IIS was restarted after the changes',
      'Compare with the time of the last change.',
      '(Get-Process -Name w3wp).StartTime',
    ),
    outside(
      'A request arrives with the name of its user',
      'Status 200 and the user in cs-username, in the log of the site.',
      '',
    ),
  );
  return steps;
}

function unused(directory: VirtualDirectory): ReadinessStep {
  return {
    title: `${directory.configurationPath}: no client certificates are used here`,
    state: 'notApplicable',
    evidence: [],
    verify: '',
  };
}

function exchangeDirectorySteps(directory: VirtualDirectory): ReadinessStep[] {
  const { configurationPath: path, sslFlags, mapping, uploadReadAheadSize } = directory;
  const pipeline = pipelineOf(directory);
  // Microsoft's page leaves open what becomes of Anonymous on the admin center.
  const methods: readonly (readonly [string, Effective<boolean>])[] = [
    ['Basic', directory.basic],
    ['Windows', directory.windows],
    ['Digest', directory.digest],
    ...(directory.name === 'ecp' ? [] : ([['Anonymous', directory.anonymous]] as const)),
  ];
  return [
    step(
      `${path}: SSL and client certificates are required`,
      and(directory.requiresSsl, directory.requiresCertificate),
      [[sslFlags, 'sslFlags']],
      {
        rule:
          directory.requiresSsl === 'no'
            ? 'exchange/ssl-not-required'
            : 'exchange/client-certificate-accepted-not-required',
        verify: listSection(path, sections.access),
      },
    ),
    offStep(path, methods, 'exchange/basic-with-client-certificate'),
    step(`${path}: client certificates are mapped to accounts`, isOn(mapping), [[mapping, 'enabled']], {
      rule: 'exchange/mapping-disabled-on-virtual-directory',
      verify: listSection(path, sections.mapping),
    }),
    {
      ...step(`${path}: nothing takes the mapping module away`, pipeline.holdsIt, [], {
        rule: 'exchange/mapping-module-missing',
        verify: listSection(path, sections.modules),
      }),
      evidence: pipeline.removal
        ? [{ uri: pipeline.removal.uri, range: pipeline.removal.range, message: 'Taken away here.' }]
        : [],
    },
    step(
      `${path}: uploadReadAheadSize is at least ${sufficientReadAhead}`,
      holds(uploadReadAheadSize, (bytes) => bytes >= sufficientReadAhead),
      [[uploadReadAheadSize, 'uploadReadAheadSize']],
      {
        detail: 'Optional: for clients whose requests with attachments fail. Updates of Exchange take it back.',
        rule: 'exchange/upload-read-ahead-too-small',
        verify: listSection(path, sections.serverRuntime),
      },
    ),
  ];
}

/** Methods of authentication that have to be off. */
function offStep(
  path: string,
  methods: readonly (readonly [string, Effective<boolean>])[],
  rule: string,
): ReadinessStep {
  const on = methods.filter(([, value]) => isOn(value) === 'yes');
  const names = methods.map(([name]) => name);
  const list = `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
  return step(
    `${path}: ${list} authentication are off`,
    and(...methods.map(([, value]) => not(isOn(value)))),
    (on.length > 0 ? on : methods.filter(([, value]) => value.state === 'unknown')).map(
      ([name, value]) => [value, name] as const,
    ),
    {
      detail: on.length > 0 ? `On: ${on.map(([name]) => name).join(', ')}.` : undefined,
      rule,
      verify: listSection(path, 'system.webServer/security/authentication/basicAuthentication'),
    },
  );
}

function deviceSteps(server: ExchangeServer): ReadinessStep[] {
  const steps: ReadinessStep[] = [];
  for (const directory of certificateDirectories(server)) {
    if (directory.termination === 'device') steps.push(...deviceDirectorySteps(directory));
    else steps.push(unused(directory));
  }
  steps.push(
    outside(
      'The service principal name is registered, once, for the account that decrypts the tickets',
      'The name that the device asks for, on the computer account or the alternate service account.',
      'setspn -L <account>',
    ),
    outside(
      'The account of the device may delegate to that name with any authentication protocol',
      'In Active Directory; see the instructions of the product.',
      '',
    ),
    outside(
      'IIS was restarted after the changes',
      'Compare with the time of the last change.',
      '(Get-Process -Name w3wp).StartTime',
    ),
    outside(
      'A request of the device arrives with the name of its user',
      'Status 200 and the user in cs-username, in the log of the site.',
      '',
    ),
  );
  return steps;
}

function deviceDirectorySteps(directory: VirtualDirectory): ReadinessStep[] {
  const { configurationPath: path, sslFlags, mapping, iisMapping, windows, providers, tokenChecking } = directory;
  const named = (wanted: string): Truth =>
    holds(providers, (list) =>
      list.some(
        ({ name }) =>
          name.toLowerCase() === wanted || (wanted === 'negotiate' && name.toLowerCase() === 'negotiate:kerberos'),
      ),
    );
  return [
    step(`${path}: no client certificates are asked for`, not(directory.asksForCertificate), [[sslFlags, 'sslFlags']], {
      rule: 'device/client-certificate-configured',
      verify: listSection(path, sections.access),
    }),
    step(
      `${path}: client certificates are not mapped`,
      and(not(isOn(mapping)), not(isOn(iisMapping))),
      [
        [mapping, 'Active Directory mapping'],
        [iisMapping, 'IIS mapping'],
      ],
      {
        rule: 'device/mapping-enabled',
        verify: listSection(path, sections.mapping),
      },
    ),
    step(`${path}: Windows authentication is on`, isOn(windows), [[windows, 'enabled']], {
      rule: 'device/windows-authentication-off',
      verify: listSection(path, sections.windows),
    }),
    offStep(
      path,
      [
        ['Basic', directory.basic],
        ['Digest', directory.digest],
        ['Anonymous', directory.anonymous],
      ],
      'device/basic-enabled',
    ),
    step(
      `${path}: Negotiate and NTLM are its providers`,
      and(named('negotiate'), named('ntlm')),
      [[providers, 'The list of providers']],
      {
        detail: providers.state === 'known' ? providersText(providers.value.map(({ name }) => name)) : undefined,
        rule: 'device/providers-empty',
        verify: listSection(path, sections.windows),
      },
    ),
    step(
      `${path}: extended protection does not demand a channel binding`,
      not(holds(tokenChecking, (value) => value === 'Require')),
      [[tokenChecking, 'tokenChecking']],
      {
        rule: 'device/extended-protection-required',
        verify: listSection(path, sections.windows),
      },
    ),
  ];
}

function providersText(names: readonly string[]): string {
  return names.length === 0 ? 'The list is empty.' : `The list is ${names.join(', ')}.`;
}

function legacySteps(server: ExchangeServer): ReadinessStep[] {
  const steps: ReadinessStep[] = [];
  const activeSync = server.find('activeSync');
  if (activeSync) {
    const { configurationPath: path, sslFlags, mapping, iisMapping, basic } = activeSync;
    steps.push(
      step(
        `${path}: no client certificates are asked for`,
        not(activeSync.asksForCertificate),
        [[sslFlags, 'sslFlags']],
        {
          rule: 'coexistence/client-certificate-on-legacy',
          verify: listSection(path, sections.access),
        },
      ),
      step(
        `${path}: client certificates are not mapped`,
        and(not(isOn(mapping)), not(isOn(iisMapping))),
        [
          [mapping, 'Active Directory mapping'],
          [iisMapping, 'IIS mapping'],
        ],
        {
          rule: 'coexistence/mapping-on-legacy',
          verify: listSection(path, sections.mapping),
        },
      ),
      step(`${path}: Basic authentication is on`, isOn(basic), [[basic, 'enabled']], {
        rule: 'coexistence/legacy-active-sync-not-basic',
        verify: listSection(path, sections.basic),
      }),
    );
  }
  const proxy = server.find('activeSyncProxy');
  if (proxy) {
    steps.push(
      step(
        `${proxy.configurationPath}: Windows authentication is on, for the newer servers`,
        isOn(proxy.windows),
        [[proxy.windows, 'enabled']],
        {
          rule: 'coexistence/proxy-not-windows',
          verify: listSection(proxy.configurationPath, sections.windows),
        },
      ),
    );
  }
  steps.push(
    outside(
      'IIS was restarted after the changes',
      'Compare with the time of the last change.',
      '(Get-Process -Name w3wp).StartTime',
    ),
  );
  return steps;
}
