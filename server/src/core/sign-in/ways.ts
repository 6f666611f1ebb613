// The ways in which a client signs in at a path today, and those that a change removes.
import type { ServerConfiguration } from '../iis/configuration.js';
import { and, holds, isOn, or } from '../iis/truth.js';
import { pipelineOf } from './mapping-module.js';
import { methods, SignInState, type Method } from './sign-in-state.js';

const names: Readonly<Record<Method, string>> = {
  anonymous: 'anonymous access',
  basic: 'Basic authentication',
  digest: 'Digest authentication',
  windows: 'Windows authentication',
};

const beside = ' in addition to a client certificate';
const byCertificate = 'sign-in with a client certificate';

/**
 * What is sure to work at a path, as noun phrases: where anything about a method is unknown, it is not among
 * them.
 */
export function waysOf(state: SignInState): ReadonlySet<string> {
  const ways = new Set<string>();
  const hasProviders = holds(state.providers, (providers) => providers.length > 0);
  for (const method of methods) {
    const works = method === 'windows' ? and(isOn(state.windows), hasProviders) : isOn(state[method]);
    if (works !== 'yes' || state.requiresCertificate === 'unknown') continue;
    if (state.requiresCertificate === 'no') ways.add(names[method]);
    else ways.add(names[method] + beside);
  }
  const mapped = and(isOn(state.mapping), pipelineOf(state).holdsIt);
  if (and(state.asksForCertificate, or(mapped, isOn(state.iisMapping))) === 'yes') ways.add(byCertificate);
  return ways;
}

export interface LostWay {
  readonly configurationPath: string;
  readonly way: string;
}

/**
 * Every way that works before and not afterwards, at each site, application, virtual directory and location
 * of the server.
 */
export function lostWays(before: ServerConfiguration, after: ServerConfiguration): LostWay[] {
  return signInPaths(before).flatMap((configurationPath) => {
    const now = waysOf(new SignInState(before, configurationPath));
    const then = waysOf(new SignInState(after, configurationPath));
    const isFolder = !before.siteIndex.directoryAt(configurationPath);
    return [...now].filter((way) => !isKept(way, then, isFolder)).map((way) => ({ configurationPath, way }));
  });
}

/**
 * Who needs no certificate any more signs in as before; that one is required in a folder comes with the
 * application that it is part of.
 */
function isKept(way: string, then: ReadonlySet<string>, isFolder: boolean): boolean {
  return then.has(way) || then.has(way.replace(beside, '')) || (isFolder && then.has(way + beside));
}

function signInPaths(configuration: ServerConfiguration): readonly string[] {
  const paths = configuration.sites.flatMap((site) => [
    site.configurationPath,
    ...site.applications.flatMap(({ virtualDirectories }) => virtualDirectories.map((one) => one.configurationPath)),
  ]);
  const written = configuration.applicationHost.locations
    .map(({ path }) => path)
    .filter((path) => path !== '' && configuration.exists(path));
  return [...new Map([...paths, ...written].map((path) => [path.toLowerCase(), path])).values()];
}
