// Finds an Exchange server in a configuration: its sites by their role, its virtual directories, its version.
import type { ServerConfiguration } from '../iis/configuration.js';
import { isAtOrBelow, pathKey } from '../iis/paths.js';
import type { Site } from '../iis/sites.js';
import type { SiteRole, SiteRoles, VirtualDirectoryName } from './layout.js';
import { siteRoles, virtualDirectoryName } from './layout.js';
import { decideTermination, terminationAt } from './decide-termination.js';
import type { Termination, TerminationKind } from './termination.js';
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

class FoundServer implements ExchangeServer {
  readonly configuration: ServerConfiguration;
  readonly settings: ExchangeSettings;
  readonly frontEnd: Site | null;
  readonly backEnd: Site | null;
  readonly legacy: Site | null;
  /** Null when nothing tells. */
  readonly version: ExchangeVersion | null;
  readonly virtualDirectories: readonly VirtualDirectory[];
  #termination: Termination | null = null;

  constructor(configuration: ServerConfiguration, roles: SiteRoles, settings: ExchangeSettings) {
    this.configuration = configuration;
    this.settings = settings;
    this.frontEnd = roles.frontEnd;
    this.backEnd = roles.backEnd;
    this.legacy = roles.legacy;
    this.version = roles.legacy ? '2010' : versionOf(configuration);
    this.virtualDirectories = this.#virtualDirectories();
  }

  /** A virtual directory of the site where clients arrive: the front end, or the legacy server's only site. */
  find(name: VirtualDirectoryName, role?: SiteRole): VirtualDirectory | undefined {
    return this.virtualDirectories.find(
      (directory) =>
        directory.name === name && (role === undefined ? directory.role !== 'backEnd' : directory.role === role),
    );
  }

  /** Decided when it is first asked for: by then all virtual directories are there. */
  get termination(): Termination {
    this.#termination ??= decideTermination(this, this.settings.termination);
    return this.#termination;
  }

  terminationOf(directory: VirtualDirectory): TerminationKind {
    return terminationAt(directory, this.settings.termination);
  }

  /** Applications, virtual directories, the ActiveSync `Proxy` folder, and every other path that a location addresses. */
  #virtualDirectories(): VirtualDirectory[] {
    const result: VirtualDirectory[] = [];
    const seen = new Set<string>();
    const add = (site: Site, role: SiteRole, path: string): void => {
      const key = pathKey(path);
      if (seen.has(key)) return;
      seen.add(key);
      result.push(new VirtualDirectory(this, site, role, virtualDirectoryName(site, path), path));
    };
    for (const [site, role] of this.#sites()) {
      add(site, role, site.configurationPath);
      for (const application of site.applications) {
        add(site, role, application.configurationPath);
        for (const directory of application.virtualDirectories) add(site, role, directory.configurationPath);
        if (virtualDirectoryName(site, application.configurationPath) === 'activeSync') {
          add(site, role, `${application.configurationPath}/Proxy`);
        }
      }
      for (const { path } of this.configuration.applicationHost.locations) {
        if (isAtOrBelow(path, site.configurationPath)) add(site, role, path);
      }
    }
    return result;
  }

  #sites(): [Site, SiteRole][] {
    const result: [Site, SiteRole][] = [];
    if (this.frontEnd) result.push([this.frontEnd, 'frontEnd']);
    if (this.backEnd) result.push([this.backEnd, 'backEnd']);
    if (this.legacy) result.push([this.legacy, 'legacy']);
    return result;
  }
}

const versions: ReadonlyMap<string, ExchangeVersion> = new Map([
  ['14.', '2010'],
  ['15.0', '2013'],
  ['15.1', '2016'],
  ['15.2', '2019'],
]);

/** Exchange's setup writes locations for folders named after its build, such as `owa/15.2.986.5`; the newest counts. */
function versionOf(configuration: ServerConfiguration): ExchangeVersion | null {
  let newest: ExchangeVersion | null = null;
  for (const { path } of configuration.applicationHost.locations) {
    const build = /(?:^|\/)(1[45]\.\d+)\.\d+\.\d+(?:\/|$)/.exec(path)?.[1];
    if (build === undefined) continue;
    const version = versions.get(build) ?? versions.get(build.slice(0, 3));
    if (version && (newest === null || version > newest)) newest = version;
  }
  return newest;
}
