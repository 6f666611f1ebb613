// What differs between servers in the settings that decide how clients sign in, path by path, with the place
// on each side.
import type { ExchangeServer } from './virtual-directory.js';
import type { Place } from '../text/range.js';
import type { ServerConfiguration } from '../iis/configuration.js';
import type { Effective, Origin } from '../iis/effective.js';
import type { EffectiveElement } from '../iis/effective-element.js';
import { pathKey } from '../iis/paths.js';
import type { Site } from '../iis/sites.js';
import type { NetshSwitchName } from '../evidence/netsh.js';
import type { SslRecord } from '../evidence/netsh-records.js';
import { iisMappingModule, mappingModule } from '../sign-in/constants.js';
import { sections } from '../sign-in/sections.js';
import { clientBindings, switchOf } from './ssl-records.js';

export interface ServerToCompare {
  readonly configuration: ServerConfiguration;
  readonly exchange: ExchangeServer | null;
}

export interface DriftValue {
  /** `unknown` differs from nothing. */
  readonly state: 'known' | 'unknown';
  readonly text: string;
  /** The place that decides; null for a default of the schema and for what is not there. */
  readonly place: Place | null;
}

export interface Difference {
  /** As the first server that has it spells it; '' is the server level. */
  readonly configurationPath: string;
  /** `system.webServer/security/access`; '' for the path as a whole. */
  readonly section: string;
  /**
   * `sslFlags`, `extendedProtection/tokenChecking`, `providers`, the name of a module, `application`,
   * `bindings`.
   */
  readonly setting: string;
  /** One per server, in the order of the servers; null where the server does not have the path. */
  readonly values: readonly (DriftValue | null)[];
}

export interface Drift {
  /** By configuration path, then in the order of the sections. */
  readonly differences: readonly Difference[];
  /** Settings that were compared, path by path. */
  readonly compared: number;
  /** Of these, how many some server does not tell. */
  readonly unknown: number;
}

interface Setting {
  readonly section: string;
  readonly name: string;
  read(element: EffectiveElement): Read | null;
}

interface Read {
  readonly state: 'known' | 'unknown';
  readonly text: string;
  readonly origin: Origin;
}

function attribute(section: string, name: string): Setting {
  const path = name.split('/');
  return {
    section,
    name,
    read: (element) => {
      let found: EffectiveElement | undefined = element;
      for (const step of path.slice(0, -1)) found = found?.elements.get(step);
      const value = found?.attributes.get(path.at(-1)!);
      return value ? { state: value.state, text: value.value ?? reasonOf(value), origin: value.origin } : null;
    },
  };
}

/** The keys of a collection in their order. */
function keys(section: string, name: string): Setting {
  return {
    section,
    name,
    read: (element) => {
      const entries = element.elements.get(name)?.entries;
      if (!entries) return null;
      const text = entries.state === 'known' ? entries.value.map(({ key }) => key).join(', ') : reasonOf(entries);
      return { state: entries.state, text, origin: entries.origin };
    },
  };
}

/** Whether a section that is a collection has an entry. */
function entry(section: string, name: string): Setting {
  return {
    section,
    name,
    read: ({ entries }) => {
      if (!entries) return null;
      if (entries.state === 'unknown') return { state: 'unknown', text: reasonOf(entries), origin: entries.origin };
      const found = entries.value.find(({ key }) => key.toLowerCase() === name.toLowerCase());
      return { state: 'known', text: found ? 'present' : 'absent', origin: found?.origin ?? entries.origin };
    },
  };
}

function reasonOf(value: Effective<unknown>): string {
  return value.state === 'unknown' ? value.reason : '';
}

const mappingModules = [mappingModule, iisMappingModule];

/**
 * Where clients sign in with certificates: that such an application is missing is a difference of its own.
 */
const certificateDirectory = /^front end\/(?:microsoft-server-activesync|owa|ecp)$/;

/** Of every path. */
const everywhere: readonly Setting[] = [
  attribute(sections.access, 'sslFlags'),
  attribute(sections.anonymous, 'enabled'),
  attribute(sections.basic, 'enabled'),
  attribute(sections.digest, 'enabled'),
  attribute(sections.windows, 'enabled'),
  keys(sections.windows, 'providers'),
  attribute(sections.windows, 'useKernelMode'),
  attribute(sections.windows, 'useAppPoolCredentials'),
  attribute(sections.windows, 'authPersistNonNTLM'),
  attribute(sections.windows, 'authPersistSingleRequest'),
  attribute(sections.windows, 'extendedProtection/tokenChecking'),
  attribute(sections.windows, 'extendedProtection/flags'),
  attribute(sections.mapping, 'enabled'),
  attribute(sections.iisMapping, 'enabled'),
  attribute(sections.iisMapping, 'oneToOneCertificateMappingsEnabled'),
  attribute(sections.iisMapping, 'manyToOneCertificateMappingsEnabled'),
  attribute(sections.serverRuntime, 'uploadReadAheadSize'),
];

const withModules: readonly Setting[] = [...everywhere, ...mappingModules.map((name) => entry(sections.modules, name))];

const ofServer: readonly Setting[] = [
  ...withModules,
  ...mappingModules.map((name) => entry(sections.globalModules, name)),
];

/** Modules matter where certificates do; elsewhere every application has its own. */
function settingsOf(key: string): readonly Setting[] {
  if (key === '') return ofServer;
  return key.includes('/') && !certificateDirectory.test(key) ? everywhere : withModules;
}

/** A path of one server. */
interface Known {
  readonly path: string;
  /** The nearest path above that is compared too. */
  readonly parent: string | null;
}

/** What one server has at a path. */
interface Row {
  readonly path: string;
  /** The start tag of the application whose root is there. */
  readonly application: Place | null;
  readonly bindings: DriftValue | null;
  /** By setting; null for one that the server's schema does not have. */
  readonly values: readonly (Read | null)[];
  /** By setting: the value is the parent's, from the same place. */
  readonly inherited: readonly boolean[];
}

/** What one server has, by the keys of its paths. */
interface Column {
  readonly rows: ReadonlyMap<string, Row>;
  readonly records: readonly SslRecord[];
}

/**
 * Compares servers setting by setting; what a path merely inherits from a difference above it is not
 * repeated. Of each server what is compared is read at once, so that it need not stay in memory.
 */
export function compareServers(servers: Iterable<ServerToCompare>): Drift {
  const columns: Column[] = [];
  for (const server of servers) columns.push(columnOf(server));
  const all = new Map<string, string>();
  for (const { rows } of columns) for (const [key, { path }] of rows) if (!all.has(key)) all.set(key, path);
  const differences: Difference[] = [];
  let compared = 0;
  let unknown = 0;
  const compare = (difference: Difference | null): void => {
    if (!difference) return;
    compared++;
    if (difference.values.some((value) => value?.state === 'unknown')) unknown++;
    if (differ(difference.values)) differences.push(difference);
  };
  for (const [key, configurationPath] of [...all].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const rows = columns.map((column) => column.rows.get(key) ?? null);
    if (certificateDirectory.test(key)) compare(applications(rows, configurationPath));
    compare(bindings(rows, configurationPath));
    if (key === 'front end') for (const difference of recordsOf(columns, configurationPath)) compare(difference);
    settingsOf(key).forEach(({ section, name }, index) => {
      const inherited = rows.every((row) => !row?.values[index] || row.inherited[index]);
      const values = inherited ? [] : rows.map((row) => shown(row?.values[index] ?? null));
      compare({ configurationPath, section, setting: name, values });
    });
  }
  return { differences, compared, unknown };
}

function shown(value: Read | null): DriftValue | null {
  return value && { state: value.state, text: value.text, place: placeOf(value.origin) };
}

function columnOf(server: ServerToCompare): Column {
  const { configuration, exchange } = server;
  const reader = new Reader(configuration);
  const rows = new Map<string, Row>();
  for (const [key, { path, parent }] of pathsOf(server)) {
    const settings = settingsOf(key);
    const values = settings.map((setting) => reader.read(path, setting));
    rows.set(key, {
      path,
      application: applicationAt(configuration, path),
      bindings: bindingsOf(configuration, path),
      values,
      inherited: values.map((value, index) => {
        const above = parent === null ? null : reader.read(parent, settings[index]!);
        return value !== null && above !== null && isSame(above, value);
      }),
    });
  }
  return { rows, records: exchange ? clientBindings(exchange).flatMap((one) => one.records) : [] };
}

function isSame(a: Read, b: Read): boolean {
  return a === b || (sameOrigin(a.origin, b.origin) && a.text === b.text);
}

/** Reads the settings of one server, those of an element that holds for many paths once. */
class Reader {
  readonly #configuration: ServerConfiguration;
  readonly #read = new Map<Setting, Map<EffectiveElement, Read | null>>();

  constructor(configuration: ServerConfiguration) {
    this.#configuration = configuration;
  }

  /** Null for a setting that the schema of the server does not have. */
  read(path: string, setting: Setting): Read | null {
    const element = this.#configuration.section(path, setting.section);
    if (!element) return null;
    let known = this.#read.get(setting);
    if (!known) this.#read.set(setting, (known = new Map<EffectiveElement, Read | null>()));
    let read = known.get(element);
    if (read === undefined) known.set(element, (read = setting.read(element)));
    return read;
  }
}

/** Two known values that are not the same; without regard to case, as IIS has it. */
function differ(values: readonly (DriftValue | null)[]): boolean {
  const texts = new Set<string>();
  for (const value of values) if (value?.state === 'known') texts.add(value.text.toLowerCase());
  return texts.size > 1;
}

function placeOf(origin: Origin): Place | null {
  return origin.kind === 'schema' ? null : { uri: origin.uri, range: origin.range };
}

function sameOrigin(a: Origin, b: Origin): boolean {
  if (a.kind === 'schema' || b.kind === 'schema') return a.kind === b.kind;
  return a.uri === b.uri && a.range.start === b.range.start && a.range.end === b.range.end;
}

/** Folders that are named after a build of Exchange: `owa/15.2.986.5`. */
const buildFolder = /(?:^|\/)\d+\.\d+\.\d+(?:\.\d+)?(?:\/|$)/;

/**
 * The paths of a server by the name under which other servers have them too: a site of Exchange by its part,
 * not its name.
 */
function pathsOf({ configuration, exchange }: ServerToCompare): Map<string, Known> {
  const roles = new Map<Site, string>();
  if (exchange?.frontEnd) roles.set(exchange.frontEnd, 'front end');
  if (exchange?.backEnd) roles.set(exchange.backEnd, 'back end');
  if (exchange?.legacy) roles.set(exchange.legacy, 'front end');
  const paths = new Map<string, string>([['', '']]);
  const add = (site: Site, path: string): void => {
    const tail = path.slice(site.configurationPath.length);
    const key = `${roles.get(site) ?? pathKey(site.configurationPath)}${pathKey(tail)}`;
    if (!buildFolder.test(tail) && !paths.has(key)) paths.set(key, path);
  };
  const compared = configuration.sites.filter((site) => roles.size === 0 || roles.has(site));
  for (const site of compared) {
    add(site, site.configurationPath);
    for (const application of site.applications) {
      add(site, application.configurationPath);
      for (const directory of application.virtualDirectories) add(site, directory.configurationPath);
    }
  }
  for (const { path } of configuration.applicationHost.locations) {
    const site = configuration.siteIndex.siteOf(path);
    if (site && compared.includes(site)) add(site, path);
  }
  const result = new Map<string, Known>();
  for (const [key, path] of paths) result.set(key, { path, parent: parentOf(key, paths) });
  return result;
}

function parentOf(key: string, paths: ReadonlyMap<string, string>): string | null {
  if (key === '') return null;
  for (let at = key.lastIndexOf('/'); at > 0; at = key.lastIndexOf('/', at - 1)) {
    const path = paths.get(key.slice(0, at));
    if (path !== undefined) return path;
  }
  return '';
}

function applicationAt({ siteIndex, applicationHost }: ServerConfiguration, path: string): Place | null {
  const application = siteIndex.applicationAt(path);
  return application ? { uri: applicationHost.uri, range: application.element.startTag } : null;
}

/** Whether a path is an application; null where it is one nowhere. */
function applications(rows: readonly (Row | null)[], configurationPath: string): Difference | null {
  if (!rows.some((row) => row?.application)) return null;
  const values = rows.map((row): DriftValue => {
    const place = row?.application ?? null;
    return { state: 'known', text: place ? 'present' : 'absent', place };
  });
  return { configurationPath, section: '', setting: 'application', values };
}

/** Those of a site. */
function bindings(rows: readonly (Row | null)[], configurationPath: string): Difference | null {
  if (configurationPath === '' || configurationPath.includes('/')) return null;
  const values = rows.map((row) => row?.bindings ?? null);
  return { configurationPath, section: 'system.applicationHost/sites', setting: 'bindings', values };
}

/** The HTTPS bindings of the site of a path: ports and flags, whatever the addresses and host names. */
function bindingsOf({ siteIndex, applicationHost }: ServerConfiguration, path: string): DriftValue | null {
  const site = path.includes('/') ? undefined : siteIndex.siteOf(path);
  if (!site) return null;
  const https = site.bindings.filter(({ protocol }) => protocol.value.toLowerCase() === 'https');
  const said = https.map(({ bindingInformation, sslFlags }) => {
    const port = /:(\d+):[^:]*$/.exec(bindingInformation.value)?.[1] ?? bindingInformation.value;
    return `https ${port} sslFlags ${sslFlags.value}`;
  });
  const first = https[0]?.element.startTag ?? site.element.startTag;
  const place = { uri: applicationHost.uri, range: first };
  return { state: 'known', text: [...new Set(said)].sort().join(', ') || 'no HTTPS', place };
}

/** What HTTP.SYS does for clients of the front end, where saved output of any server tells. */
const switches: readonly (readonly [NetshSwitchName, string])[] = [
  ['dsMapper', 'DS Mapper Usage'],
  ['negotiateClientCertificate', 'Negotiate Client Certificate'],
  ['verifyRevocation', 'Verify Client Certificate Revocation'],
  ['disableTls13', 'Disable TLS1.3'],
  ['disableHttp2', 'Disable HTTP2'],
];

function recordsOf(columns: readonly Column[], configurationPath: string): Difference[] {
  const records = columns.map((column) => column.records);
  if (records.every((all) => all.length === 0)) return [];
  return switches.map(([name, setting]) => ({
    configurationPath,
    section: 'netsh http show sslcert',
    setting,
    values: records.map((all): DriftValue => {
      const on = switchOf(all, name);
      const said = all.find((record) => record[name] !== null);
      if (on === 'unknown' || !said) return { state: 'unknown', text: 'not in saved output', place: null };
      return { state: 'known', text: on === 'yes' ? 'on' : 'off', place: { uri: said.uri, range: said[name]!.range } };
    }),
  }));
}
