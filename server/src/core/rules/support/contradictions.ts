// Where evidence says something else than the effective configuration of a server.
import { agreed } from '../../text/agreed.js';
import type { ClientCertificates, VirtualDirectoryView, Sourced } from '../../evidence/facts.js';
import { compareServers } from '../../exchange/drift.js';
import { clientBindings } from '../../exchange/ssl-records.js';
import { sections } from '../../sign-in/sections.js';
import { builtBy, versionName, versionOfBuild } from '../../exchange/server.js';
import type { ExchangeServer, ExchangeVersion, VirtualDirectory } from '../../exchange/virtual-directory.js';
import type { Effective } from '../../iis/effective.js';
import { pathKey, samePath } from '../../iis/paths.js';
import type { Place, Range, Note } from '../../text/range.js';
import type { Report } from '../rule.js';
import { clip } from './words.js';

/** A property of Exchange's view with what IIS has for it. */
export interface Compared {
  readonly property: string;
  /** The counterpart in the configuration. */
  readonly setting: string;
  readonly said: string;
  readonly range: Range;
  readonly actual: Effective<string>;
}

/** One for each virtual directory and text, at the first property that differs. */
export function viewContradictions(server: ExchangeServer): Report[] {
  const reported = new Set<string>();
  return server.settings.facts.virtualDirectories.flatMap((view): Report[] => {
    const key = `${view.uri}\n${pathKey(view.configurationPath)}`;
    if (view.fromDirectoryOnly || reported.has(key)) return [];
    const directory = server.virtualDirectories.find(({ configurationPath }) =>
      samePath(configurationPath, view.configurationPath),
    );
    if (!directory || !server.configuration.exists(directory.configurationPath)) return [];
    const different = comparedIn(view, directory)
      .filter(({ said, actual }) => actual.state === 'known' && actual.value.toLowerCase() !== said.toLowerCase())
      .sort((a, b) => a.range.start - b.range.start);
    const [first] = different;
    if (!first) return [];
    reported.add(key);
    return [
      {
        message: 'view',
        data: {
          path: clip(directory.configurationPath, 46),
          property: first.property,
          said: first.said,
          actual: first.actual.value ?? '',
        },
        at: { uri: view.uri, range: first.range },
        configurationPath: directory.configurationPath,
        evidence: different.flatMap(({ actual, property }) => originNote(actual, property)),
      },
    ];
  });
}

/** The properties that a view shows, in no order. */
export function comparedIn(view: Sourced<VirtualDirectoryView>, directory: VirtualDirectory): Compared[] {
  const compared: Compared[] = [];
  const add = <T>(
    property: string,
    setting: string,
    said: { readonly value: unknown; readonly range: Range } | null,
    actual: Effective<T>,
    textOf: (value: T) => string,
  ): void => {
    if (!said) return;
    const text = typeof said.value === 'boolean' ? onOff(said.value) : String(said.value);
    const value = actual.state === 'known' ? { ...actual, value: textOf(actual.value) } : { ...actual, value: null };
    compared.push({ property, setting, said: text, range: said.range, actual: value });
  };
  add('Basic', `${sections.basic} enabled`, view.basic, directory.basic, onOff);
  add('Windows', `${sections.windows} enabled`, view.windows, directory.windows, onOff);
  add('ClientCertAuth', `${sections.access} sslFlags`, view.clientCertificates, directory.sslFlags, clientCertificates);
  add(
    'token checking',
    `${sections.windows} extendedProtection/tokenChecking`,
    view.tokenChecking,
    directory.tokenChecking,
    (value) => value,
  );
  return compared;
}

function onOff(value: boolean): string {
  return value ? 'on' : 'off';
}

function clientCertificates(flags: ReadonlySet<string>): ClientCertificates {
  if (flags.has('SslRequireCert')) return 'Required';
  return flags.has('SslNegotiateCert') ? 'Accepted' : 'Ignore';
}

function originNote({ origin }: Effective<unknown>, property: string): Note[] {
  return origin.kind === 'schema'
    ? []
    : [{ uri: origin.uri, range: origin.range, message: `${property} is set here.` }];
}

/** What decides about certificates; everything else may differ. */
const relevant: ReadonlySet<string> = new Set([
  `${sections.access} sslFlags`,
  `${sections.anonymous} enabled`,
  `${sections.basic} enabled`,
  `${sections.digest} enabled`,
  `${sections.windows} enabled`,
  `${sections.windows} providers`,
  `${sections.windows} extendedProtection/tokenChecking`,
  `${sections.mapping} enabled`,
  `${sections.iisMapping} enabled`,
  `${sections.serverRuntime} uploadReadAheadSize`,
]);

/** Each effective value that a HealthChecker export has otherwise, at its place in the export. */
export function exportContradictions(server: ExchangeServer): Report[] {
  const { exported } = server.settings;
  if (!exported) return [];
  const pair = [server, exported].map((exchange) => ({ configuration: exchange.configuration, exchange }));
  return compareServers(pair).differences.flatMap(({ configurationPath, section, setting, values }): Report[] => {
    const [here, there] = values;
    if (!relevant.has(`${section} ${setting}`) || !here || !there) return [];
    const named = setting === 'enabled' ? section : setting;
    return [
      {
        message: 'exported',
        data: {
          path: configurationPath === '' ? 'Server level' : clip(configurationPath, 46),
          setting: clip(named.slice(named.lastIndexOf('/') + 1), 38),
          said: clip(there.text, 22),
        },
        at: there.place ?? declarationIn(exported, configurationPath),
        configurationPath,
        evidence: here.place ? [{ ...here.place, message: 'The file has another value here.' }] : [],
      },
    ];
  });
}

/** Where an export declares a path whose value it does not write. */
function declarationIn({ configuration }: ExchangeServer, path: string): Place {
  const { uri, configuration: root } = configuration.applicationHost;
  const element = configuration.siteIndex.applicationAt(path)?.element ?? configuration.siteIndex.siteOf(path)?.element;
  return { uri, range: (element ?? root)?.startTag ?? { start: 0, end: 0 } };
}

/** Where what was saved of certificates, TLS, and Windows differs from records of HTTP.SYS and from settings. */
export function recordContradictions(server: ExchangeServer): Report[] {
  const { facts, windowsServer } = server.settings;
  const records = clientBindings(server).flatMap((binding) => binding.records);
  const reports = records.flatMap(({ certificateHash, endpoint, uri, range }): Report[] =>
    withoutIis(facts.exchangeCertificates.filter(({ thumbprint }) => thumbprint === certificateHash)).map((at) => ({
      message: 'services',
      data: { endpoint: clip(endpoint, 40), services: clip(at.services.join(', '), 20) },
      at,
      evidence: [{ uri, range, message: 'The certificate is set here.' }],
    })),
  );
  // A record that does not say may ask.
  if (records.length > 0 && records.every((record) => record.negotiateClientCertificate?.on === false)) {
    const asking = facts.probes.filter(({ asksForCertificate: asks }) => asks !== null);
    if (agreed(asking.map((probe) => probe.asksForCertificate)) === true)
      for (const at of asking) reports.push({ message: 'probe', at });
  }
  const version = agreed(facts.windows.map((one) => one.version));
  const [at] = facts.windows;
  if (at && version !== null && windowsServer !== null && version !== windowsServer)
    reports.push({ message: 'windows', data: { said: version, setting: windowsServer }, at });
  return reports.map((report) => ({ configurationPath: '', ...report }));
}

/** Exports of one certificate, where all say that IIS does not use it. */
function withoutIis<T extends { readonly services: readonly string[] }>(all: readonly T[]): readonly T[] {
  const telling = all.filter(({ services }) => services.length > 0);
  return telling.every(({ services }) => isWithoutIis(services)) ? telling : [];
}

/** Numbers and the letters of tables say nothing. */
function isWithoutIis(services: readonly string[]): boolean {
  return services.length > 0 && services.every((name) => /^[a-z]+$/i.test(name) && name.toUpperCase() !== 'IIS');
}

/**
 * The build in Exchange's own configuration against the folders that its setup left; 2019 and SE are one
 * version. Builds that differ say nothing.
 */
export function buildContradictions(server: ExchangeServer): Report[] {
  const builds = server.settings.facts.exchangeBuilds;
  const [said] = builds;
  const built = builtBy(server.configuration);
  if (!said || built === null) return [];
  const version = agreed(builds.map(({ major, minor, build }) => versionOfBuild(major, minor, build)));
  const isSame = (one: ExchangeVersion, other: ExchangeVersion): boolean =>
    one === other || [one, other].every((name) => name === '2019' || name === 'SE');
  if (version === null || isSame(version, built.version)) return [];
  const { uri } = server.configuration.applicationHost;
  const range = built.location.element.startTag;
  return [
    {
      message: 'build',
      data: { said: versionName(version), actual: versionName(built.version) },
      at: said,
      configurationPath: '',
      evidence: [{ uri, range, message: 'The location is named after the build.' }],
    },
  ];
}

const mappingFeature = 'web-client-auth';
const mappingModule = 'certificatemappingauthenticationmodule';

/**
 * The feature of Active Directory mapping is not installed, but mapping is on somewhere and its module is
 * loaded.
 */
export function featureContradictions(server: ExchangeServer): Report[] {
  const features = server.settings.facts.features.filter(({ name }) => name.toLowerCase() === mappingFeature);
  const [feature] = features;
  if (!feature || features.some(({ installed }) => installed)) return [];
  const modules = server.configuration.section('', sections.globalModules)?.entries;
  const entry =
    modules?.state === 'known' ? modules.value.find(({ key }) => key.toLowerCase() === mappingModule) : undefined;
  const isOn = server.virtualDirectories.some(({ mapping }) => mapping.state === 'known' && mapping.value);
  if (!entry || !isOn) return [];
  const { origin } = entry;
  return [
    {
      message: 'feature',
      at: feature,
      configurationPath: '',
      evidence:
        origin.kind === 'schema'
          ? []
          : [{ uri: origin.uri, range: origin.range, message: 'The module is registered here.' }],
    },
  ];
}
