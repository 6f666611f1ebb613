// A location of applicationHost.config names a site that does not exist.
import { distinctNames, siteRoles, virtualDirectoryAround } from '../../exchange/layout.js';
import type { ServerConfiguration } from '../../iis/configuration.js';
import type { ConfigurationFile, LocationTag } from '../../iis/file.js';
import { joinConfigurationPath } from '../../iis/paths.js';
import { suggestName } from '../../iis/schema/suggest.js';
import { truth } from '../../iis/truth.js';
import { alternatives, review } from '../../remedy/build.js';
import type { Change, Remedy } from '../../remedy/remedy.js';
import { setAttribute } from '../../xml/edit.js';
import { iisSources } from '../support/sources/iis.js';
import { isPlainLocationPath, otherLocations } from '../support/location-path.js';
import { contradicts, copiedChanges, standingAt } from '../support/moving.js';
import { removalEdits, repair, fileChange } from '../support/repairs.js';
import { defineRule } from '../rule.js';
import { clip, fitting } from '../support/words.js';

const messages = {
  unknown:
    "No site is named '{site}', so the settings in this <location> never apply. Correct the path or remove the location.",
  near: "'{path}' is not an application, so this <location> applies only to a folder of that name. Did you mean '{suggestion}'?",
};

export default defineRule({
  id: 'iis/location-unknown-site',
  severity: 'warning',
  subject: 'file',
  sections: ['system.applicationHost/sites'],
  docs: {
    title: 'Location for unknown site',
    what: 'The path of a `<location>` in applicationHost.config starts with a name that no site has; typically the site is omitted: `Microsoft-Server-ActiveSync` instead of `Default Web Site/Microsoft-Server-ActiveSync`. A name close to that of an application is information.',
    why: 'The settings in the location never apply. Tools return "Unrecognized configuration path" for such a path.',
    fix: 'Add the site name before the path, or delete the location.',
    sources: [iisSources.deepDive, iisSources.messages],
  },
  messages,
  applies: ({ file, server }) => file === server?.applicationHost && sitesAreKnown(server),
  check({ file, server }, report) {
    const plain = file.locations.filter(
      (tag) =>
        tag.path !== '' &&
        tag.pathAttribute &&
        // With its closing quote: one without is longer than what was written.
        tag.pathAttribute.range.end > tag.pathAttribute.valueRange.end &&
        isPlainLocationPath(tag.pathAttribute.value),
    );
    const near = plain.flatMap((tag) => {
      const suggestion = nearApplication(server!, tag.path);
      return suggestion === null ? [] : [{ tag, suggestion }];
    });
    for (const { tag, suggestion } of near) {
      report({
        message: 'near',
        severity: 'information',
        data: fitting(messages.near, { path: tag.path, suggestion }, 'path'),
        at: { uri: file.uri, range: tag.pathAttribute!.valueRange },
        configurationPath: tag.path,
      });
    }
    const found = plain.filter((tag) => !server!.exists(tag.path));
    const guesses: Guesses = new Map();
    const hasOther = otherLocations(file.locations);
    for (const tag of found) {
      const site = clip(tag.path.split('/')[0]!, 40);
      report({
        message: 'unknown',
        data: fitting(messages.unknown, { path: tag.path, site }, 'path'),
        at: { uri: file.uri, range: tag.pathAttribute!.valueRange },
        configurationPath: tag.path,
        remedies: remedies(file, server!, tag, guesses, hasOther),
      });
    }
    return truth(found.length + near.length > 0);
  },
});

/** The application of Exchange that a name below its site, where nothing is known, comes close to. */
function nearApplication({ siteIndex, webConfigs }: ServerConfiguration, path: string): string | null {
  const site = siteIndex.siteOf(path);
  const name = site && path.slice(site.configurationPath.length + 1).split('/', 1)[0];
  if (!name || name.length < 6) return null;
  const level = joinConfigurationPath(site.configurationPath, name);
  if (siteIndex.directoryAt(level) || virtualDirectoryAround(site, level)) return null;
  if (typeof webConfigs.at(level) !== 'string') return null;
  const ending = `-${name.toLowerCase()}`;
  const meant = suggestName(name, distinctNames) ?? distinctNames.find((one) => one.toLowerCase().endsWith(ending));
  const found =
    meant === undefined ? undefined : siteIndex.directoryAt(joinConfigurationPath(site.configurationPath, meant));
  return found?.configurationPath ?? null;
}

/** The full path or name that is meant by the first segment of a path. */
type Guesses = Map<string, string | null>;

/** Each name is compared with all sites. */
const mostGuesses = 200;

function sitesAreKnown({ sites, applicationHost }: ServerConfiguration): boolean {
  return (
    sites.length > 0 &&
    !applicationHost.sections.some(({ section, damaged }) => section === 'system.applicationHost/sites' && damaged)
  );
}

function remedies(
  file: ConfigurationFile,
  server: ServerConfiguration,
  tag: LocationTag,
  guesses: Guesses,
  hasOther: ReturnType<typeof otherLocations>,
): readonly Remedy[] {
  const path = intendedPath(server, tag.path, guesses);
  if (path === null) return [];
  if (!hasOther(path, tag)) {
    return repair(
      file,
      'review',
      `Change the path to '${path}'`,
      setAttribute(file.document, tag.element, 'path', path),
    );
  }
  if (tag.overrideAttribute || !tag.inheritInChildApplications) return [];
  const held = file.sections.filter(({ location }) => location === tag);
  const changes = held.map(({ section, element }) => copiedChanges(server, path, section, element));
  const removal = fileChange(file, 'Delete the location', removalEdits(file.document, tag.element));
  if (!removal || changes.includes(null)) return [];
  const merge = review(`Merge it into the location of '${path}'`, ...(changes as Change[][]).flat(), removal);
  const isDecided = held.some(({ section, element }) => contradicts(standingAt(server, path, section), element));
  return isDecided ? alternatives(merge, review('Delete the location', removal)) : [merge];
}

/** The path with the name of the site that is most likely meant; null when several are, or none. */
function intendedPath(server: ServerConfiguration, path: string, guesses: Guesses): string | null {
  const [first, ...rest] = path.split('/') as [string, ...string[]];
  if (!guesses.has(first) && guesses.size < mostGuesses) guesses.set(first, meantBy(server, first));
  const meant = guesses.get(first) ?? null;
  return meant === null ? null : [meant, ...rest].join('/');
}

function meantBy(server: ServerConfiguration, first: string): string | null {
  const frontEnd = siteRoles(server.sites).frontEnd;
  const holders = server.sites.filter(({ configurationPath }) =>
    server.siteIndex.applicationAt(joinConfigurationPath(configurationPath, first)),
  );
  const holder = holders.find((site) => site === frontEnd) ?? (holders.length === 1 ? holders[0] : undefined);
  if (holder) return joinConfigurationPath(holder.configurationPath, first);
  const names = server.sites.map((site) => site.configurationPath);
  return holders.length > 0 ? null : suggestName(first, names);
}
