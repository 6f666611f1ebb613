// Mistakes planted in real stock servers and exactly what must be found then: rule, configuration path, file
// and line to change. What a case expects comes from domain/09 §9.0a and §9.0b and domain/10 §10.8, its
// places from the planted text.
import type { TerminationSetting } from '../../server/src/core/exchange/termination.js';
import type { Severity } from '../../server/src/core/rules/finding.js';
import {
  accepted,
  access,
  activeSync,
  addLocation,
  anonymous,
  basic,
  decidingPlace,
  digest,
  ecp,
  entryTag,
  frontEnd,
  iisMapping,
  insertInto,
  lineOf,
  locationTags,
  mapping,
  mappingModule,
  modules,
  owa,
  proxy,
  removeLocation,
  removeModule,
  required,
  sectionTag,
  serverRuntime,
  setProviders,
  setSetting,
  toCba,
  toDevice,
  valueAt,
  windows,
  type Span,
} from '../support/plant.js';
import {
  applicationHost,
  corpusServer,
  corpusServers,
  layOut,
  legacyServer,
  withFile,
  type ServerFiles,
} from '../support/servers.js';

/** Where a finding may point; several where two settings contradict each other and either can give way. */
type Place = (text: string) => Span | readonly Span[];

export interface ExpectedFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** null where the mistake belongs to no one path more than to another. */
  readonly configurationPath: string | null;
  /** `applicationHost.config` unless said otherwise. */
  readonly file?: string;
  /** Absent where nothing that is written has to change: a module that is not installed. */
  readonly place?: Place;
}

export interface PlantedCase {
  readonly name: string;
  /**
   * What it is planted in: stock servers (applicationHost.config of all of them for what must be silent, else
   * of one of each shape; and a whole one), those of Exchange 2016 and newer, only whole ones with their
   * web.config files, the made-up legacy server, or several servers in one workspace.
   */
  readonly on: 'every server' | 'from 2016' | 'with web.config files' | 'legacy server' | 'several servers';
  readonly termination?: TerminationSetting;
  readonly plant: (files: ServerFiles) => ServerFiles;
  readonly expected: readonly ExpectedFinding[];
}

/** Told of every correct CBA server where they apply; a case that is about one of them lists it. */
export const accompanying: readonly string[] = [
  'exchange/upload-read-ahead-too-small',
  'exchange/ds-mapper-unverified',
  'tls/tls13-with-virtual-directory-certificate',
];

// ---- small words for the table

const inHost =
  (...changes: readonly ((text: string) => string)[]) =>
  (files: ServerFiles): ServerFiles =>
    withFile(files, applicationHost, (text) => changes.reduce((done, change) => change(done), text));

const set =
  (path: string, section: string, attribute: string, value: string) =>
  (text: string): string =>
    setSetting(text, path, section, attribute, value);
const on = (path: string, section: string) => set(path, section, 'enabled', 'true');
const off = (path: string, section: string) => set(path, section, 'enabled', 'false');
const flags = (path: string, value: string) => set(path, access, 'sslFlags', value);
const providers =
  (path: string, list: readonly string[] | 'empty' | null) =>
  (text: string): string =>
    setProviders(text, path, list);
const cba =
  (...paths: readonly string[]) =>
  (text: string): string =>
    paths.length === 0 ? toCba(text) : toCba(text, paths);
const device = (text: string): string => toDevice(text);
const both = ['Negotiate', 'NTLM'];

const at =
  (path: string, section: string, attribute = 'enabled'): Place =>
  (text) =>
    decidingPlace(text, path, section, attribute);
const flagsAt = (path: string): Place => at(path, access, 'sslFlags');
const either =
  (...places: readonly Place[]): Place =>
  (text) =>
    places.flatMap((place) => place(text));
const locationAt =
  (path: string): Place =>
  (text) =>
    locationTags(text, path);

const finding = (
  rule: string,
  severity: Severity,
  configurationPath: string | null,
  place?: Place,
  file?: string,
): ExpectedFinding => ({
  rule,
  severity,
  configurationPath,
  ...(place && { place }),
  ...(file !== undefined && { file }),
});

const sync = 'FrontEnd/HttpProxy/sync/web.config';
const ews = `${frontEnd}/EWS`;
const mapi = `${frontEnd}/mapi`;
const backEndActiveSyncProxy = 'Exchange Back End/Microsoft-Server-ActiveSync/Proxy';

// ---- what must be silent

const silent: readonly PlantedCase[] = [
  { name: 'nothing planted', on: 'every server', plant: inHost(), expected: [] },
  {
    name: 'nothing planted, with web.config files',
    on: 'with web.config files',
    plant: (files) => files,
    expected: [],
  },
  { name: 'nothing planted, legacy', on: 'legacy server', plant: (files) => files, expected: [] },
  { name: 'correct CBA', on: 'every server', plant: inHost(cba()), expected: [] },
  { name: 'correct CBA, with web.config files', on: 'with web.config files', plant: inHost(cba()), expected: [] },
  { name: 'correct CBA on ActiveSync alone', on: 'every server', plant: inHost(cba(activeSync)), expected: [] },
  {
    name: 'correct CBA on owa and ecp alone',
    on: 'every server',
    plant: inHost(cba(owa, ecp)),
    expected: [finding('exchange/client-certificate-ignored', 'information', activeSync, flagsAt(activeSync))],
  },
  { name: 'correct CBA, set by hand', on: 'every server', termination: 'exchange', plant: inHost(cba()), expected: [] },
  { name: 'correct device termination', on: 'every server', plant: inHost(device), expected: [] },
  {
    name: 'correct device termination, set by hand',
    on: 'every server',
    termination: 'device',
    plant: inHost(device),
    expected: [],
  },
  {
    name: 'device termination that inherits the providers of the server',
    on: 'every server',
    plant: inHost(device, providers(activeSync, null)),
    expected: [],
  },
  {
    name: 'device termination with Kerberos alone in Negotiate',
    on: 'every server',
    plant: inHost(device, providers(activeSync, ['Negotiate:Kerberos', 'NTLM'])),
    expected: [],
  },
  {
    name: 'mapping at server level and nowhere else',
    on: 'every server',
    plant: inHost(on('', mapping)),
    expected: [],
  },
  {
    name: 'a removed module that was never there',
    on: 'with web.config files',
    plant: (files) =>
      withFile(inHost(cba())(files), sync, (text) => insertInto(text, '', modules, ['<remove name="NeverThere" />'])),
    expected: [],
  },
];

// ---- the certificate ends at Exchange

const exchange: readonly PlantedCase[] = [
  ...[activeSync, owa, ecp].map((path): PlantedCase => ({
    name: `Accept instead of Require on ${path}`,
    on: 'every server',
    plant: inHost(cba(), flags(path, accepted)),
    expected: [finding('exchange/client-certificate-accepted-not-required', 'error', path, flagsAt(path))],
  })),
  {
    name: 'Accept on ActiveSync, nothing else changed',
    on: 'every server',
    plant: inHost(flags(activeSync, accepted)),
    expected: [
      finding(
        'termination/certificate-or-password',
        'warning',
        activeSync,
        either(flagsAt(activeSync), at(activeSync, basic)),
      ),
    ],
  },
  {
    name: 'Accept, Basic and mapping',
    on: 'every server',
    plant: inHost(cba(), flags(activeSync, accepted), on(activeSync, basic)),
    expected: [
      finding('exchange/client-certificate-accepted-not-required', 'error', activeSync, flagsAt(activeSync)),
      finding('exchange/basic-with-client-certificate', 'error', activeSync, at(activeSync, basic)),
    ],
  },
  {
    name: 'mapping on and certificates ignored',
    on: 'every server',
    plant: inHost(cba(), flags(activeSync, 'Ssl, Ssl128')),
    expected: [finding('exchange/client-certificate-ignored', 'error', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'certificates without SSL',
    on: 'every server',
    plant: inHost(cba(), flags(activeSync, 'SslNegotiateCert, SslRequireCert, Ssl128')),
    expected: [finding('exchange/ssl-not-required', 'error', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'Require without Negotiate',
    on: 'every server',
    plant: inHost(cba(), flags(activeSync, 'Ssl, SslRequireCert, Ssl128')),
    expected: [finding('exchange/require-without-negotiate', 'warning', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'Ssl128 flag missing',
    on: 'every server',
    plant: inHost(cba(), flags(activeSync, 'Ssl, SslNegotiateCert, SslRequireCert')),
    expected: [finding('exchange/ssl128-dropped', 'hint', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'what the documented commands write',
    on: 'every server',
    plant: inHost(cba(), flags(activeSync, 'Ssl, SslRequireCert')),
    expected: [
      finding('exchange/require-without-negotiate', 'warning', activeSync, flagsAt(activeSync)),
      finding('exchange/ssl128-dropped', 'hint', activeSync, flagsAt(activeSync)),
    ],
  },
  ...[activeSync, owa, ecp].map((path): PlantedCase => ({
    name: `mapping forgotten on ${path}`,
    on: 'every server',
    plant: inHost(cba(), off(path, mapping)),
    expected: [finding('exchange/mapping-disabled-on-virtual-directory', 'error', path, at(path, mapping))],
  })),
  {
    name: 'mapping never written for owa',
    on: 'every server',
    plant: inHost(cba(), (text) => setSetting(text, owa, mapping, 'enabled', null)),
    expected: [finding('exchange/mapping-disabled-on-virtual-directory', 'error', owa, locationAt(owa))],
  },
  {
    name: 'mapping forgotten at server level',
    on: 'every server',
    plant: inHost(cba(), off('', mapping)),
    expected: [finding('exchange/mapping-disabled-on-server', 'warning', '', at('', mapping))],
  },
  ...[activeSync, owa, ecp].map((path): PlantedCase => ({
    name: `Basic alongside on ${path}`,
    on: 'every server',
    plant: inHost(cba(), on(path, basic)),
    expected: [finding('exchange/basic-with-client-certificate', 'error', path, at(path, basic))],
  })),
  {
    name: 'Windows alongside, set by hand',
    on: 'every server',
    termination: 'exchange',
    plant: inHost(cba(), on(activeSync, windows), providers(activeSync, both)),
    expected: [finding('exchange/windows-with-client-certificate', 'error', activeSync, at(activeSync, windows))],
  },
  {
    name: 'Digest alongside on ActiveSync',
    on: 'every server',
    plant: inHost(cba(), on(activeSync, digest)),
    expected: [
      finding('exchange/other-authentication-with-client-certificate', 'error', activeSync, at(activeSync, digest)),
    ],
  },
  {
    name: 'Anonymous alongside on ActiveSync',
    on: 'every server',
    plant: inHost(cba(), on(activeSync, anonymous)),
    expected: [
      finding('exchange/other-authentication-with-client-certificate', 'error', activeSync, at(activeSync, anonymous)),
    ],
  },
  {
    name: 'Anonymous left on at ecp',
    on: 'every server',
    plant: inHost(cba(), on(ecp, anonymous)),
    expected: [finding('exchange/other-authentication-with-client-certificate', 'warning', ecp, at(ecp, anonymous))],
  },
  {
    name: 'Require on the site',
    on: 'every server',
    plant: inHost(flags(frontEnd, required)),
    expected: [finding('exchange/client-certificate-on-site', 'error', frontEnd, flagsAt(frontEnd))],
  },
  {
    name: 'Accept on the site',
    on: 'every server',
    plant: inHost(flags(frontEnd, accepted)),
    expected: [finding('exchange/client-certificate-on-site', 'error', frontEnd, flagsAt(frontEnd))],
  },
  {
    name: 'Require on the site of a correct CBA server',
    on: 'every server',
    plant: inHost(cba(), flags(frontEnd, required)),
    expected: [finding('exchange/client-certificate-on-site', 'error', frontEnd, flagsAt(frontEnd))],
  },
  {
    name: 'mapping on the site',
    on: 'every server',
    plant: inHost(on(frontEnd, mapping)),
    expected: [finding('exchange/mapping-on-site', 'warning', frontEnd, at(frontEnd, mapping))],
  },
  ...['EWS', 'Autodiscover', 'OAB', 'mapi', 'Rpc', 'owa/Calendar', 'owa/Integrated'].map((name): PlantedCase => ({
    name: `Require on ${name}`,
    on: 'every server',
    plant: inHost(cba(), flags(`${frontEnd}/${name}`, required)),
    expected: [
      finding(
        'exchange/client-certificate-on-other-virtual-directory',
        'error',
        `${frontEnd}/${name}`,
        flagsAt(`${frontEnd}/${name}`),
      ),
    ],
  })),
  {
    name: 'Require on API',
    on: 'from 2016',
    plant: inHost(cba(), flags(`${frontEnd}/API`, required)),
    expected: [
      finding(
        'exchange/client-certificate-on-other-virtual-directory',
        'error',
        `${frontEnd}/API`,
        flagsAt(`${frontEnd}/API`),
      ),
    ],
  },
  {
    name: 'uploadReadAheadSize too small',
    on: 'with web.config files',
    plant: inHost(cba(activeSync)),
    expected: [
      finding(
        'exchange/upload-read-ahead-too-small',
        'information',
        activeSync,
        (text) => valueAt(text, '', serverRuntime, 'uploadReadAheadSize')!,
        sync,
      ),
    ],
  },
  {
    name: 'uploadReadAheadSize written where web.config wins',
    on: 'with web.config files',
    plant: inHost(cba(activeSync), set(activeSync, serverRuntime, 'uploadReadAheadSize', '49152')),
    expected: [
      finding(
        'exchange/upload-read-ahead-shadowed',
        'warning',
        activeSync,
        at(activeSync, serverRuntime, 'uploadReadAheadSize'),
      ),
    ],
  },
  {
    name: 'mapping module not installed',
    on: 'every server',
    plant: inHost(cba(activeSync), (text) => removeModule(text, mappingModule)),
    expected: [finding('exchange/mapping-module-missing', 'error', null)],
  },
  {
    name: 'mapping module not in the pipeline',
    on: 'with web.config files',
    plant: inHost(cba(activeSync), (text) => removeModule(text, mappingModule, 'modules')),
    expected: [finding('exchange/mapping-module-missing', 'error', null)],
  },
  {
    name: 'mapping module removed in web.config',
    on: 'with web.config files',
    plant: (files) =>
      withFile(inHost(cba())(files), sync, (text) =>
        insertInto(text, '', modules, [`<remove name="${mappingModule}" />`]),
      ),
    expected: [
      finding(
        'exchange/mapping-module-missing',
        'error',
        activeSync,
        (text) => entryTag(text, '', modules, 'remove', 'name', mappingModule)!,
        sync,
      ),
    ],
  },
  {
    name: 'owa done and ecp forgotten',
    on: 'every server',
    plant: inHost(cba(activeSync, owa)),
    expected: [
      finding(
        'exchange/owa-and-ecp-differ',
        'warning',
        null,
        either(flagsAt(ecp), flagsAt(owa), at(ecp, mapping), at(owa, mapping)),
      ),
    ],
  },
  {
    name: 'IIS mapping on ActiveSync',
    on: 'every server',
    plant: inHost(on(activeSync, iisMapping)),
    expected: [finding('exchange/iis-mapping-enabled', 'warning', activeSync, at(activeSync, iisMapping))],
  },
  {
    name: 'IIS mapping on the site',
    on: 'every server',
    plant: inHost(on(frontEnd, iisMapping)),
    expected: [finding('exchange/iis-mapping-enabled', 'warning', frontEnd, at(frontEnd, iisMapping))],
  },
  {
    name: 'CBA beside a legacy server',
    on: 'several servers',
    plant: (files) => withFile(files, `exchange/${applicationHost}`, (text) => toCba(text)),
    expected: [
      finding(
        'exchange/proxy-requires-client-certificate',
        'information',
        proxy,
        locationAt(proxy),
        `exchange/${applicationHost}`,
      ),
    ],
  },
];

// ---- both terminations, or none

const termination: readonly PlantedCase[] = [
  {
    name: 'Windows alongside certificates',
    on: 'every server',
    plant: inHost(cba(), on(activeSync, windows), providers(activeSync, both)),
    expected: [
      finding(
        'termination/exchange-and-device',
        'error',
        activeSync,
        either(at(activeSync, windows), flagsAt(activeSync), at(activeSync, mapping)),
      ),
    ],
  },
  {
    name: 'device termination with Accept',
    on: 'every server',
    plant: inHost(device, flags(activeSync, accepted)),
    expected: [
      finding(
        'termination/exchange-and-device',
        'error',
        activeSync,
        either(at(activeSync, windows), flagsAt(activeSync)),
      ),
    ],
  },
  {
    name: 'device termination with mapping',
    on: 'every server',
    plant: inHost(device, on(activeSync, mapping)),
    expected: [
      finding(
        'termination/exchange-and-device',
        'error',
        activeSync,
        either(at(activeSync, windows), at(activeSync, mapping)),
      ),
    ],
  },
  {
    name: 'both mappings',
    on: 'every server',
    plant: inHost(cba(), on(activeSync, iisMapping)),
    expected: [
      finding(
        'termination/two-mappings',
        'warning',
        activeSync,
        either(at(activeSync, iisMapping), at(activeSync, mapping)),
      ),
    ],
  },
  {
    name: 'everything off',
    on: 'every server',
    plant: inHost(off(activeSync, basic)),
    expected: [
      finding(
        'termination/no-authentication',
        'error',
        activeSync,
        either(at(activeSync, basic), locationAt(activeSync)),
      ),
    ],
  },
];

// ---- a device in front of Exchange

const deviceTermination: readonly PlantedCase[] = [
  {
    name: 'Windows on with no providers',
    on: 'every server',
    plant: inHost(on(activeSync, windows), providers(activeSync, 'empty'), off(activeSync, basic)),
    expected: [
      finding('device/providers-empty', 'error', activeSync, (text) => [
        sectionTag(text, activeSync, `${windows}/providers`)!,
        sectionTag(text, activeSync, windows)!,
      ]),
    ],
  },
  {
    name: 'Basic left on',
    on: 'every server',
    plant: inHost(device, on(activeSync, basic)),
    expected: [finding('device/basic-enabled', 'error', activeSync, at(activeSync, basic))],
  },
  {
    name: 'Anonymous beside Windows',
    on: 'every server',
    plant: inHost(device, on(activeSync, anonymous)),
    expected: [finding('device/other-authentication-enabled', 'error', activeSync, at(activeSync, anonymous))],
  },
  {
    name: 'Digest beside Windows',
    on: 'every server',
    plant: inHost(device, on(activeSync, digest)),
    expected: [finding('device/other-authentication-enabled', 'error', activeSync, at(activeSync, digest))],
  },
  {
    name: 'no Negotiate',
    on: 'every server',
    plant: inHost(device, providers(activeSync, ['NTLM'])),
    expected: [finding('device/negotiate-provider-missing', 'error', activeSync, providersAt(activeSync))],
  },
  {
    name: 'no NTLM',
    on: 'every server',
    plant: inHost(device, providers(activeSync, ['Negotiate'])),
    expected: [finding('device/ntlm-provider-missing', 'warning', activeSync, providersAt(activeSync))],
  },
  {
    name: 'NTLM listed before Negotiate',
    on: 'every server',
    plant: inHost(device, providers(activeSync, ['NTLM', 'Negotiate'])),
    expected: [finding('device/provider-order', 'hint', activeSync, providersAt(activeSync))],
  },
  {
    name: 'an unknown provider',
    on: 'every server',
    plant: inHost(device, providers(activeSync, [...both, 'Kerberos'])),
    expected: [
      finding('device/provider-unknown', 'warning', activeSync, (text) =>
        entryTag(text, activeSync, `${windows}/providers`, 'add', 'value', 'Kerberos')!,
      ),
    ],
  },
  {
    name: 'Extended Protection required',
    on: 'every server',
    plant: inHost(device, set(activeSync, `${windows}/extendedProtection`, 'tokenChecking', 'Require')),
    expected: [
      finding(
        'device/extended-protection-required',
        'warning',
        activeSync,
        at(activeSync, `${windows}/extendedProtection`, 'tokenChecking'),
      ),
    ],
  },
  {
    name: 'kernel mode',
    on: 'every server',
    plant: inHost(device, set(activeSync, windows, 'useKernelMode', 'true')),
    expected: [finding('device/kernel-mode-enabled', 'warning', activeSync, at(activeSync, windows, 'useKernelMode'))],
  },
  {
    name: 'application pool credentials without kernel mode',
    on: 'every server',
    plant: inHost(device, set(activeSync, windows, 'useAppPoolCredentials', 'true')),
    expected: [
      finding(
        'device/app-pool-credentials-without-kernel-mode',
        'information',
        activeSync,
        at(activeSync, windows, 'useAppPoolCredentials'),
      ),
    ],
  },
  {
    name: 'authPersistNonNTLM on ActiveSync itself',
    on: 'every server',
    plant: inHost(device, set(activeSync, windows, 'authPersistNonNTLM', 'true')),
    expected: [
      finding('device/auth-persist-non-ntlm', 'hint', activeSync, at(activeSync, windows, 'authPersistNonNTLM')),
    ],
  },
  {
    name: 'certificates, set by hand',
    on: 'every server',
    termination: 'device',
    plant: inHost(device, flags(activeSync, accepted)),
    expected: [finding('device/client-certificate-configured', 'error', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'mapping, set by hand',
    on: 'every server',
    termination: 'device',
    plant: inHost(device, on(activeSync, mapping)),
    expected: [finding('device/mapping-enabled', 'error', activeSync, at(activeSync, mapping))],
  },
  {
    name: 'a stock server, set by hand',
    on: 'every server',
    termination: 'device',
    plant: inHost(),
    expected: [
      finding('device/windows-authentication-off', 'error', activeSync, at(activeSync, windows)),
      finding('device/basic-enabled', 'error', activeSync, at(activeSync, basic)),
    ],
  },
];

function providersAt(path: string): Place {
  return (text) => {
    const section = `${windows}/providers`;
    const entries = [...both, 'Negotiate:Kerberos'].map((value) =>
      entryTag(text, path, section, 'add', 'value', value),
    );
    return [sectionTag(text, path, section), ...entries].filter((span) => span !== null);
  };
}

// ---- a legacy server behind

const coexistence: readonly PlantedCase[] = [
  {
    name: 'Require on a legacy server',
    on: 'legacy server',
    plant: inHost(flags(activeSync, required)),
    expected: [finding('coexistence/client-certificate-on-legacy', 'error', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'Accept on a legacy server',
    on: 'legacy server',
    plant: inHost(flags(activeSync, accepted)),
    expected: [finding('coexistence/client-certificate-on-legacy', 'error', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'mapping on a legacy server',
    on: 'legacy server',
    plant: inHost(on(activeSync, mapping)),
    expected: [finding('coexistence/mapping-on-legacy', 'error', activeSync, at(activeSync, mapping))],
  },
  {
    name: 'IIS mapping on a legacy server',
    on: 'legacy server',
    plant: inHost(on(activeSync, iisMapping)),
    expected: [finding('coexistence/mapping-on-legacy', 'error', activeSync, at(activeSync, iisMapping))],
  },
  {
    name: 'Basic off on a legacy server',
    on: 'legacy server',
    plant: inHost(off(activeSync, basic)),
    expected: [finding('coexistence/legacy-active-sync-not-basic', 'error', activeSync, at(activeSync, basic))],
  },
  {
    name: 'Windows on on a legacy server',
    on: 'legacy server',
    plant: inHost(on(activeSync, windows)),
    expected: [finding('coexistence/legacy-active-sync-not-basic', 'error', activeSync, at(activeSync, windows))],
  },
  {
    name: 'Proxy of a legacy server asks for certificates itself',
    on: 'legacy server',
    plant: inHost(flags(proxy, required)),
    expected: [finding('coexistence/proxy-inherits-client-certificate', 'error', proxy, flagsAt(proxy))],
  },
  {
    name: 'Proxy of a legacy server without Windows',
    on: 'legacy server',
    plant: inHost(off(proxy, windows)),
    expected: [finding('coexistence/proxy-not-windows', 'error', proxy, at(proxy, windows))],
  },
  {
    name: 'Proxy without Windows',
    on: 'every server',
    plant: inHost(off(proxy, windows)),
    expected: [finding('coexistence/proxy-not-windows', 'error', proxy, at(proxy, windows))],
  },
  {
    name: 'Proxy with Basic',
    on: 'every server',
    plant: inHost(on(proxy, basic)),
    expected: [finding('coexistence/proxy-not-windows', 'error', proxy, at(proxy, basic))],
  },
  {
    name: 'Proxy of the back end with Anonymous',
    on: 'from 2016',
    plant: inHost(on(backEndActiveSyncProxy, anonymous)),
    expected: [
      finding('coexistence/proxy-not-windows', 'error', backEndActiveSyncProxy, at(backEndActiveSyncProxy, anonymous)),
    ],
  },
  {
    name: 'no location for Proxy',
    on: 'every server',
    plant: inHost((text) => removeLocation(text, proxy)),
    expected: [
      finding('coexistence/proxy-location-missing', 'information', null, either(locationAt(activeSync), applicationOf)),
    ],
  },
  {
    name: 'no location for Proxy on a legacy server',
    on: 'legacy server',
    plant: inHost((text) => removeLocation(text, proxy)),
    expected: [
      finding('coexistence/proxy-location-missing', 'information', null, either(locationAt(activeSync), applicationOf)),
    ],
  },
];

function applicationOf(text: string): Span {
  return decidingPlace(removeLocation(text, activeSync), activeSync, access, 'sslFlags');
}

// ---- what IIS itself refuses

const iis: readonly PlantedCase[] = [
  {
    name: 'a locked section in web.config',
    on: 'with web.config files',
    plant: (files) =>
      withFile(files, sync, (text) =>
        insertInto(text, '', 'system.webServer', [
          '<security>',
          '\t<access sslFlags="Ssl, SslRequireCert" />',
          '</security>',
        ]),
      ),
    expected: [finding('iis/locked-section', 'error', activeSync, (text) => sectionTag(text, '', access)!, sync)],
  },
  {
    name: 'a locked section in the web.config of a CBA server',
    on: 'with web.config files',
    plant: (files) =>
      withFile(inHost(cba())(files), sync, (text) =>
        insertInto(text, '', 'system.webServer', ['<security>', '\t<access sslFlags="Ssl" />', '</security>']),
      ),
    expected: [finding('iis/locked-section', 'error', activeSync, (text) => sectionTag(text, '', access)!, sync)],
  },
  {
    name: 'a provider twice',
    on: 'every server',
    plant: inHost((text) =>
      insertInto(text, mapi, windows, ['<providers>', '\t<add value="Negotiate" />', '</providers>']),
    ),
    expected: [
      finding('iis/duplicate-collection-entry', 'error', mapi, (text) =>
        entryTag(text, mapi, `${windows}/providers`, 'add', 'value', 'Negotiate')!,
      ),
    ],
  },
  {
    name: 'a section twice for one path',
    on: 'every server',
    plant: inHost(flags(activeSync, 'Ssl, Ssl128'), (text) =>
      addLocation(text, activeSync, [
        '<system.webServer>',
        '\t<security>',
        `\t\t<access sslFlags="${required}" />`,
        '\t</security>',
        '</system.webServer>',
      ]),
    ),
    expected: [
      finding('iis/duplicate-section', 'error', activeSync, (text) => {
        const tag = /<access sslFlags="[^"]*" \/>/g;
        return locationTags(text, activeSync).map((location) => {
          tag.lastIndex = location.start;
          const match = tag.exec(text)!;
          return { start: match.index, end: match.index + match[0].length };
        });
      }),
    ],
  },
  {
    name: 'a location without its site',
    on: 'every server',
    plant: inHost((text) =>
      addLocation(text, 'Microsoft-Server-ActiveSync', [
        '<system.webServer>',
        '\t<security>',
        '\t\t<access sslFlags="Ssl, Ssl128" />',
        '\t</security>',
        '</system.webServer>',
      ]),
    ),
    expected: [finding('iis/location-unknown-site', 'warning', null, locationAt('Microsoft-Server-ActiveSync'))],
  },
  {
    name: 'a flag that does not exist',
    on: 'every server',
    plant: inHost(flags(activeSync, 'Ssl, Ssl-128')),
    expected: [finding('iis/invalid-flags', 'error', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'flags without commas, on a CBA server',
    on: 'every server',
    plant: inHost(cba(), flags(activeSync, 'Ssl SslNegotiateCert SslRequireCert Ssl128')),
    expected: [finding('iis/invalid-flags', 'error', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'SslMapCert, on a CBA server',
    on: 'every server',
    plant: inHost(cba(), flags(activeSync, `${required}, SslMapCert`)),
    expected: [finding('iis/ssl-map-cert', 'error', activeSync, flagsAt(activeSync))],
  },
  {
    name: 'a tag that is not closed',
    on: 'every server',
    plant: inHost((text) => {
      const tag = sectionTag(text, ews, anonymous)!;
      return `${text.slice(0, tag.end - 2).trimEnd()}>${text.slice(tag.end)}`;
    }),
    expected: [finding('iis/not-well-formed', 'error', '', (text) => spansFrom(text, ews))],
  },
];

/**
 * Any place inside the location of a path: where a reader notices a missing end tag is between it and the
 * next tag that does not fit.
 */
function spansFrom(text: string, path: string): readonly Span[] {
  const start = text.indexOf(`<location path="${path}">`);
  const end = text.indexOf('</location>', start);
  return text
    .slice(start, end)
    .split('\n')
    .reduce<Span[]>((spans, line) => {
      const from = spans.at(-1)?.end ?? start;
      return [...spans, { start: from, end: from + line.length + 1 }];
    }, []);
}

export const plantedCases: readonly PlantedCase[] = [
  ...silent,
  ...exchange,
  ...termination,
  ...deviceTermination,
  ...coexistence,
  ...iis,
];

/**
 * One stock server of each shape and version; the others differ from these in nothing that a planted mistake
 * touches.
 */
const shapes = ['EP_E15_Configured_Both', 'EP_E15_NotConfigured_Cas', 'HC_E16', 'HC_E19', 'HC_E19_1'];

/** The servers that a case is planted in, by name; empty without the corpus for those that need it. */
export function serversFor({ on: kind, expected }: PlantedCase): ReadonlyMap<string, ServerFiles> {
  const alone = (text: string): ServerFiles => new Map([[applicationHost, text]]);
  if (kind === 'legacy server') return new Map([['legacy', alone(legacyServer())]]);
  const real = corpusServers().filter(
    (server) =>
      (expected.length === 0 || shapes.includes(server.name)) && (kind !== 'from 2016' || server.version !== 2013),
  );
  if (real.length === 0) return new Map();
  if (kind === 'with web.config files')
    return new Map([
      ['HC_E19', layOut('E19')],
      ['HC_E16', layOut('E16')],
    ]);
  if (kind === 'several servers') {
    return new Map([
      [
        'HC_E19 beside legacy',
        new Map([
          [`exchange/${applicationHost}`, corpusServer('HC_E19').text],
          [`legacy/${applicationHost}`, legacyServer()],
        ]),
      ],
    ]);
  }
  return new Map([
    ...real.map((server) => [server.name, alone(server.text)] as const),
    ['HC_E19 with web.config files', layOut('E19')],
  ]);
}

/** The zero-based lines at which an expected finding may be; null for anywhere. */
export function linesOf(expected: ExpectedFinding, files: ServerFiles): readonly number[] | null {
  if (!expected.place) return null;
  const text = files.get(expected.file ?? applicationHost)!;
  return [expected.place(text)].flat().map((span) => lineOf(text, span.start));
}
