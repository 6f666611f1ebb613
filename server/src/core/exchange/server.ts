// Finds an Exchange server in a configuration: its sites by their role, its virtual directories, its version.
import type { ServerConfiguration } from '../iis/configuration.js';
import type { LocationTag } from '../iis/file.js';
import { readBoolean } from '../iis/read.js';
import { isOn } from '../iis/truth.js';
import { isAtOrBelow, joinConfigurationPath, pathKey } from '../iis/paths.js';
import { sections } from '../sign-in/sections.js';
import type { Site } from '../iis/sites.js';
import type { SiteRole, SiteRoles, VirtualDirectoryName } from './layout.js';
import { certificateVirtualDirectories, secondFrontEnds, siteRoles, virtualDirectoryName } from './layout.js';
import { decideTermination, terminationAt } from './decide-termination.js';
import type { Termination, TerminationKind, TerminationSetting } from './termination.js';
import { exchangeVersions } from './virtual-directory.js';
import type { ExchangeServer, ExchangeSettings, ExchangeVersion } from './virtual-directory.js';
import { VirtualDirectory } from './virtual-directory.js';

/** Null when the server is not an Exchange server. */
export function exchangeServerOf(
  configuration: ServerConfiguration,
  settings: ExchangeSettings,
): ExchangeServer | null {
  const roles = siteRoles(configuration.sites);
  return roles.frontEnd || roles.backEnd || roles.legacy ? new FoundServer(configuration, roles, settings) : null;
}

/**
 * A server without Exchange, of which only the paths that use certificates are of interest. Null where there
 * are none.
 */
export function plainServerOf(configuration: ServerConfiguration, settings: ExchangeSettings): ExchangeServer | null {
  const roles = { frontEnd: null, backEnd: null, legacy: null };
  const server = new FoundServer(configuration, roles, { ...settings, termination: 'auto' });
  return server.virtualDirectories.length > 0 ? server : null;
}

class FoundServer implements ExchangeServer {
  readonly configuration: ServerConfiguration;
  readonly settings: ExchangeSettings;
  readonly frontEnd: Site | null;
  readonly frontEnds: readonly Site[];
  readonly backEnd: Site | null;
  readonly legacy: Site | null;
  /** Null when nothing tells. */
  readonly version: ExchangeVersion | null;
  readonly virtualDirectories: readonly VirtualDirectory[];
  readonly procedure: readonly VirtualDirectory[];
  #termination: Termination | null = null;
  /** The sites that show the termination that is set by hand. */
  #meeting: ReadonlySet<Site> | null = null;

  constructor(configuration: ServerConfiguration, roles: SiteRoles, settings: ExchangeSettings) {
    this.configuration = configuration;
    this.settings = settings;
    this.frontEnd = roles.frontEnd;
    this.backEnd = roles.backEnd;
    this.legacy = roles.legacy;
    this.frontEnds = roles.frontEnd
      ? [roles.frontEnd, ...secondFrontEnds(configuration.sites)]
      : roles.legacy && ['exchange', 'device'].includes(settings.termination)
        ? [roles.legacy]
        : [];
    this.version = roles.legacy ? '2010' : builtVersion(configuration);
    this.virtualDirectories = this.#virtualDirectories();
    this.procedure = certificateVirtualDirectories.flatMap((name) =>
      this.virtualDirectories.filter((one) => one.name === name && (one.role === 'frontEnd' || one.role === 'legacy')),
    );
  }

  /**
   * A virtual directory of the site where clients arrive: the front end, or the legacy server's only site.
   */
  find(name: VirtualDirectoryName, role?: SiteRole): VirtualDirectory | undefined {
    return this.virtualDirectories.find(
      (directory) =>
        directory.name === name &&
        (role === undefined ? directory.role === 'frontEnd' || directory.role === 'legacy' : directory.role === role),
    );
  }

  /** Decided when it is first asked for: by then all virtual directories are there. */
  get termination(): Termination {
    this.#termination ??= decideTermination(this);
    return this.#termination;
  }

  terminationOf(directory: VirtualDirectory): TerminationKind {
    return terminationAt(directory, this.#settingFor(directory));
  }

  /**
   * What is set by hand is met by any site: where one shows it, the others are decided by what they show
   * themselves.
   */
  #settingFor({ site, role }: VirtualDirectory): TerminationSetting {
    const { termination } = this.settings;
    if (termination === 'auto' || role !== 'frontEnd' || this.frontEnds.length < 2) return termination;
    this.#meeting ??= new Set(
      this.procedure.filter((one) => terminationAt(one, 'auto') === termination).map((one) => one.site),
    );
    return this.#meeting.size === 0 || this.#meeting.has(site) ? termination : 'auto';
  }

  /**
   * Applications, virtual directories, the ActiveSync `Proxy` folder, and every other path that a location
   * addresses.
   */
  #virtualDirectories(): VirtualDirectory[] {
    const result: VirtualDirectory[] = [];
    const seen = new Set<string>();
    const add = (site: Site, role: SiteRole, path: string): void => {
      const key = pathKey(path);
      if (seen.has(key)) return;
      seen.add(key);
      result.push(new VirtualDirectory(this, site, role, virtualDirectoryName(site, path), path));
    };
    const locationsOf = locationFinder(this.configuration.applicationHost.locations);
    for (const [site, role] of this.#sites()) {
      add(site, role, site.configurationPath);
      for (const application of site.applications) {
        add(site, role, application.configurationPath);
        for (const directory of application.virtualDirectories) add(site, role, directory.configurationPath);
        if (virtualDirectoryName(site, application.configurationPath) === 'activeSync') {
          add(site, role, `${application.configurationPath}/Proxy`);
        }
      }
      for (const path of locationsOf(site)) add(site, role, path);
    }
    for (const path of [...this.#mappedSites(), ...certificatePaths(this.configuration)]) {
      const site = this.configuration.siteIndex.siteOf(path);
      if (site && !seen.has(pathKey(path))) {
        seen.add(pathKey(path));
        result.push(new VirtualDirectory(this, site, 'other', null, path));
      }
    }
    return result;
  }

  /** Without Exchange, what maps certificates on the whole server holds for every site. */
  #mappedSites(): readonly string[] {
    const { configuration, frontEnd, backEnd, legacy } = this;
    if (frontEnd || backEnd || legacy) return [];
    const isMapped = [sections.mapping, sections.iisMapping].some(
      (section) => isOn(readBoolean(configuration, '', section, 'enabled')) === 'yes',
    );
    return isMapped ? configuration.sites.map((site) => site.configurationPath) : [];
  }

  #sites(): [Site, SiteRole][] {
    const result: [Site, SiteRole][] = [];
    if (this.frontEnd) for (const site of this.frontEnds) result.push([site, 'frontEnd']);
    if (this.backEnd) result.push([this.backEnd, 'backEnd']);
    if (this.legacy) result.push([this.legacy, 'legacy']);
    return result;
  }
}

/** The paths of locations at or below a site, by the first segment, since there may be thousands of both. */
function locationFinder(locations: readonly LocationTag[]): (site: Site) => readonly string[] {
  const paths = locations.map(({ path }) => path);
  const byFirst = new Map<string, string[]>();
  for (const path of paths) {
    const first = pathKey(path.split('/', 1)[0]!);
    const known = byFirst.get(first);
    if (known) known.push(path);
    else byFirst.set(first, [path]);
  }
  return ({ configurationPath }) => {
    const [first = ''] = configurationPath.split('/', 1);
    if (first !== '' && first === configurationPath) return byFirst.get(pathKey(first)) ?? [];
    return paths.filter((path) => isAtOrBelow(path, configurationPath));
  };
}

const certificateSections: readonly string[] = [sections.access, sections.mapping, sections.iisMapping];

/** The paths for which a file writes something about certificates. */
function* certificatePaths({ applicationHost, placedFiles }: ServerConfiguration): Generator<string> {
  for (const [file, bases] of [[applicationHost, ['']] as const, ...placedFiles]) {
    for (const { section, location } of file.sections) {
      if (!certificateSections.includes(section)) continue;
      for (const base of bases) {
        const path = joinConfigurationPath(base, location?.path ?? '');
        if (path !== '') yield path;
      }
    }
  }
}

/**
 * The first build of Exchange Server SE; 2019 has the builds of 15.2 before it.
 * Source: Get-ExchangeBuildVersionInformation.ps1 of https://github.com/microsoft/CSS-Exchange
 */
const firstBuildOfSE = 2562;

const versions: ReadonlyMap<string, ExchangeVersion> = new Map([
  ['14', '2010'],
  ['15.0', '2013'],
  ['15.1', '2016'],
  ['15.2', '2019'],
]);

/** Of a build as setup and cmdlets write it: 15, 2, 2562. Null for one that is not known. */
export function versionOfBuild(major: string, minor: string, build: number): ExchangeVersion | null {
  const named = versions.get(`${major}.${minor}`) ?? versions.get(major) ?? null;
  return named === '2019' && build >= firstBuildOfSE ? 'SE' : named;
}

/**
 * Exchange's setup writes locations for folders named after its build, such as `owa/15.2.986.5`; the newest
 * counts.
 */
export function builtBy(
  configuration: ServerConfiguration,
): { readonly version: ExchangeVersion; readonly location: LocationTag } | null {
  let newest = -1;
  let at: LocationTag | null = null;
  for (const location of configuration.applicationHost.locations) {
    const [, major, minor, build] = /(?:^|\/)(1[45])\.(\d+)\.(\d+)\.\d+(?:\/|$)/.exec(location.path) ?? [];
    if (major === undefined) continue;
    const version = versionOfBuild(major, minor!, Number(build));
    const index = version === null ? -1 : exchangeVersions.indexOf(version);
    if (index <= newest) continue;
    newest = index;
    at = location;
  }
  return at === null ? null : { version: exchangeVersions[newest]!, location: at };
}

export function builtVersion(configuration: ServerConfiguration): ExchangeVersion | null {
  return builtBy(configuration)?.version ?? null;
}

/** As it is called in texts. */
export const versionName = (version: ExchangeVersion): string =>
  version === 'SE' ? 'Exchange Server SE' : `Exchange ${version}`;
