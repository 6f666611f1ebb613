// Exchange's own virtual directories and what tells its sites apart (domain: Exchange setup's layout in real
// applicationHost.config files).
import type { Site } from '../iis/sites.js';
import { physicalSegments, samePath } from '../iis/paths.js';

/** `other`: a site without a part in Exchange. */
export type SiteRole = 'frontEnd' | 'backEnd' | 'legacy' | 'other';

export type VirtualDirectoryName =
  | 'root'
  | 'activeSync'
  | 'activeSyncProxy'
  | 'owa'
  | 'owaCalendar'
  | 'owaIntegrated'
  | 'owaOma'
  | 'ecp'
  | 'ews'
  | 'api'
  | 'autodiscover'
  | 'oab'
  | 'powerShell'
  | 'mapi'
  | 'rpc';

/** Virtual paths below the site, by name. */
const names: ReadonlyMap<string, VirtualDirectoryName> = new Map([
  ['', 'root'],
  ['microsoft-server-activesync', 'activeSync'],
  ['microsoft-server-activesync/proxy', 'activeSyncProxy'],
  ['owa', 'owa'],
  ['owa/calendar', 'owaCalendar'],
  ['owa/integrated', 'owaIntegrated'],
  ['owa/oma', 'owaOma'],
  ['ecp', 'ecp'],
  ['ews', 'ews'],
  ['api', 'api'],
  ['autodiscover', 'autodiscover'],
  ['oab', 'oab'],
  ['powershell', 'powerShell'],
  ['mapi', 'mapi'],
  ['rpc', 'rpc'],
]);

/** Names directly below a site that are too long to be close to another name by chance. */
export const distinctNames: readonly string[] = [...names.keys()].filter(
  (name) => name.length > 6 && !name.includes('/'),
);

/** The virtual directories that the Exchange procedure for client certificates covers. */
export const certificateVirtualDirectories: readonly VirtualDirectoryName[] = ['activeSync', 'owa', 'ecp'];

export function virtualDirectoryName(site: Site, configurationPath: string): VirtualDirectoryName | null {
  return names.get(configurationPath.slice(site.configurationPath.length + 1).toLowerCase()) ?? null;
}

/** The name of what lies directly below its site, at a path or above it. */
export function virtualDirectoryAround(site: Site, configurationPath: string): VirtualDirectoryName | null {
  const [first = ''] = configurationPath.slice(site.configurationPath.length + 1).split('/', 1);
  return names.get(first.toLowerCase()) ?? null;
}

export interface SiteRoles {
  readonly frontEnd: Site | null;
  readonly backEnd: Site | null;
  /** The site of a Client Access server of Exchange 2010 or 2007. */
  readonly legacy: Site | null;
}

/**
 * Which site plays which part: by the folders of its applications, since sites can be renamed and Exchange
 * installed anywhere; by the site's name only where folders say nothing.
 */
export function siteRoles(sites: readonly Site[]): SiteRoles {
  const frontEnd = frontEndOf(sites);
  const named = (name: string): Site | undefined => sites.find((site) => samePath(site.configurationPath, name));
  const clientAccess = (site: Site): boolean =>
    site !== frontEnd && folders(site).some((folder) => folder.includes('clientaccess'));
  const backEndByName = named('Exchange Back End');
  if (frontEnd || backEndByName) {
    return { frontEnd, backEnd: sites.find(clientAccess) ?? backEndByName ?? null, legacy: null };
  }
  const legacy = sites.find((site) => activeSyncFolder(site).slice(-2).join('/') === 'clientaccess/sync');
  if (legacy) return { frontEnd: null, backEnd: null, legacy };
  const byName = named('Default Web Site');
  const fallback = byName && activeSyncFolder(byName).length > 0 && !sites.some(clientAccess) ? byName : null;
  return { frontEnd: fallback, backEnd: null, legacy: null };
}

/**
 * The site with most of the front end's applications: others may have been made for a name or an address of
 * their own.
 */
function frontEndOf(sites: readonly Site[]): Site | null {
  const shares = sites.map((site) => folders(site).filter(isFrontEndFolder).length);
  const most = Math.max(0, ...shares);
  return most > 0 ? sites[shares.indexOf(most)]! : null;
}

/**
 * Other sites that hold applications of the front end: Exchange can make some of a second site, for a name or
 * an address of its own.
 */
export function secondFrontEnds(sites: readonly Site[]): readonly Site[] {
  const frontEnd = frontEndOf(sites);
  return sites.filter((site) => site !== frontEnd && hasFrontEndFolder(site));
}

/** Whether applications of the front end are on a site: one that only has its name may be anything. */
export function hasFrontEndFolder(site: Site | null): boolean {
  return site !== null && folders(site).some(isFrontEndFolder);
}

function isFrontEndFolder(folder: readonly string[]): boolean {
  return hasRun(folder, ['frontend', 'httpproxy']);
}

function folders(site: Site): string[][] {
  return site.applications.flatMap(({ virtualDirectories }) =>
    virtualDirectories.map(({ physicalPath }) => physicalSegments(physicalPath.value)),
  );
}

function activeSyncFolder(site: Site): string[] {
  const application = site.applications.find(({ path }) => path.value.toLowerCase() === '/microsoft-server-activesync');
  const directory = application?.virtualDirectories.find(({ path }) => path.value === '/');
  return directory ? physicalSegments(directory.physicalPath.value) : [];
}

function hasRun(segments: readonly string[], run: readonly string[]): boolean {
  return segments.some((_, at) => run.every((segment, offset) => segments[at + offset] === segment));
}
