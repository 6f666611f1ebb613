// Which site, binding and configuration path a request reaches, by the rules of HTTP.SYS and IIS.
import type { ParsedBinding } from '../exchange/bindings.js';
import { isLoopback, parseBinding } from '../exchange/bindings.js';
import { differsFrom, leftoverRecords, recordsForHost } from '../exchange/ssl-records.js';
import type { SslRecord } from '../evidence/netsh-records.js';
import type { VirtualDirectory } from '../exchange/virtual-directory.js';
import { samePath } from '../iis/paths.js';
import type { Application, Site } from '../iis/sites.js';
import { SignInState } from '../sign-in/sign-in-state.js';
import type { SimulatedRequest } from './model.js';
import type { World } from './world.js';

export interface Target {
  readonly site: Site;
  /** Null where no binding of the site fits. */
  readonly binding: ParsedBinding | null;
  readonly records: readonly SslRecord[];
  /** Where the request has no host: the leftover record of a name for whose connections other records count. */
  readonly leftover: SslRecord | null;
  readonly configurationPath: string;
  readonly signIn: SignInState;
  /** Where Exchange has a virtual directory at the path or above it. */
  readonly directory: VirtualDirectory | null;
}

interface Bound {
  readonly site: Site;
  readonly binding: ParsedBinding;
}

/** Null where no site takes the request. */
export function targetOf(request: SimulatedRequest, world: World): Target | null {
  const bound = boundFor(request, world);
  const site = bound?.site ?? siteFor(request, world);
  if (!site) return null;
  const configurationPath = pathIn(site, request.path, world);
  const binding = bound?.binding ?? null;
  const all = world.members.records;
  const isTls = binding !== null && request.scheme === 'https';
  const records = isTls ? recordsForHost(binding, request.host, all) : [];
  const leftover =
    isTls && request.host === '' && request.from !== 'loopback'
      ? leftoverRecords(binding, all, world.configuration.sites).find(
          (record) => record.kind === 'hostnamePort' && differsFrom(record, records),
        )
      : undefined;
  return {
    site,
    binding,
    records,
    leftover: leftover ?? null,
    configurationPath,
    signIn: new SignInState(world.configuration, configurationPath),
    directory: directoryAt(configurationPath, world),
  };
}

/** The site that a bare path belongs to, or that a URL would reach if a binding took it. */
function siteFor({ port, path }: SimulatedRequest, { configuration, exchange }: World): Site | null {
  if (exchange) {
    const back = port === 444 ? exchange.backEnd : null;
    return back ?? exchange.frontEnd ?? exchange.legacy ?? exchange.backEnd;
  }
  const first = path.split('/')[1]?.toLowerCase();
  const holding = configuration.sites.filter(({ applications }) =>
    applications.some((one) => first !== '' && one.path.value.toLowerCase() === `/${first}`),
  );
  return holding[0] ?? configuration.sites[0] ?? null;
}

/** The binding that HTTP.SYS takes: a host name before an address, an address before all addresses. */
function boundFor(request: SimulatedRequest, world: World): Bound | null {
  const only = request.isUrl ? null : siteFor(request, world);
  const fitting = world.configuration.sites
    .filter((site) => only === null || site === only)
    .flatMap((site) =>
      site.bindings
        .filter(({ protocol }) => protocol.value.toLowerCase() === request.scheme)
        .flatMap((binding): Bound[] => {
          const parsed = parseBinding(binding);
          return parsed && fits(parsed, request) ? [{ site, binding: parsed }] : [];
        }),
    );
  const rank = ({ binding }: Bound): number =>
    (binding.host !== '' && binding.host === request.host ? 4 : 0) +
    (isLoopback(binding) ? 2 : 0) +
    (binding.address === '' ? 0 : 1);
  return [...fitting].sort((a, b) => rank(b) - rank(a))[0] ?? null;
}

function fits(binding: ParsedBinding, { port, host, from, isUrl }: SimulatedRequest): boolean {
  if (binding.port !== port) return false;
  if (isLoopback(binding) && from !== 'loopback') return false;
  // Without a host name the caller is taken for one that uses the right one.
  return binding.host === '' || (!isUrl && host === '') || binding.host === host || wildcard(binding.host, host);
}

function wildcard(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') && host.endsWith(pattern.slice(1)) && host.length > pattern.length - 1;
}

/**
 * The URL by which a configuration path is reached: on the front end its path, on other sites with their
 * port.
 */
export function urlAt(path: string, { configuration, exchange }: Pick<World, 'configuration' | 'exchange'>): string {
  const [name = '', ...rest] = path.split('/');
  const tail = `/${rest.join('/')}`;
  const site = configuration.sites.find(({ configurationPath }) => samePath(configurationPath, name));
  if (!site || site === (exchange?.frontEnd ?? configuration.sites[0])) return tail;
  const bindings = site.bindings.flatMap((binding) => parseBinding(binding) ?? []);
  const isHttps = ({ binding }: ParsedBinding): boolean => binding.protocol.value.toLowerCase() === 'https';
  const chosen = bindings.find((one) => isHttps(one) && !isLoopback(one)) ?? bindings.find(isHttps) ?? bindings[0];
  if (!chosen) return tail;
  return `${isHttps(chosen) ? 'https' : 'http'}://${chosen.host || 'localhost'}:${chosen.port}${tail}`;
}

/** Of a configuration path that was given for a path, its URL: `Default Web Site/owa` is `/owa`; else null. */
export function urlOfConfigurationPath(request: Pick<SimulatedRequest, 'isUrl' | 'path'>, world: World): string | null {
  const name = request.path.split('/')[1] ?? '';
  const isSite = world.configuration.sites.some(({ configurationPath }) => samePath(configurationPath, name));
  const isPath = world.configuration.sites.some(({ applications }) =>
    applications.some(({ path }) => samePath(path.value, `/${name}`)),
  );
  return request.isUrl || !isSite || isPath ? null : urlAt(request.path.slice(1), world);
}

/** The application that takes the path. */
export function applicationOf({ site, configurationPath }: Target): Application | null {
  const path = `${configurationPath.toLowerCase()}/`;
  const above = site.applications.filter((one) => path.startsWith(`${one.configurationPath.toLowerCase()}/`));
  return above.sort((a, b) => b.configurationPath.length - a.configurationPath.length)[0] ?? null;
}

/** The path in the spelling of the site and its applications. */
function pathIn(site: Site, path: string, { configuration }: World): string {
  const segments = path.split('/').filter((segment) => segment !== '');
  let at = site.configurationPath;
  let done = 0;
  for (let count = segments.length; count > 0; count--) {
    const wanted = `${site.configurationPath}/${segments.slice(0, count).join('/')}`;
    const known = configuration.siteIndex.applicationAt(wanted) ?? configuration.siteIndex.directoryAt(wanted);
    const location = known ? undefined : configuration.locationTag(wanted);
    if (!known && !location) continue;
    at = known?.configurationPath ?? location!.path;
    done = count;
    break;
  }
  return [at, ...segments.slice(done)].join('/');
}

function directoryAt(path: string, { exchange }: World): VirtualDirectory | null {
  if (!exchange) return null;
  for (let at = path; at !== ''; at = at.slice(0, Math.max(at.lastIndexOf('/'), 0))) {
    const found = exchange.virtualDirectories.find(({ configurationPath }) => samePath(configurationPath, at));
    if (found) return found;
  }
  return null;
}
